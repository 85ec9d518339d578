package org.hearthhub.problem;

import org.jspecify.annotations.Nullable;

/**
 * Something of ours or of the machine's is broken: a damaged file, a full disk. Keeps its cause.
 */
public final class Broken extends Problem {
  /**
   * @param code stable kebab-case word for programs
   * @param sentence what happened, to what, and what to do, for a person
   * @param cause what the machine said
   */
  public Broken(String code, String sentence, @Nullable Throwable cause) {
    super(code, sentence, cause, true);
  }
}
