package org.hearthhub.problem;

/** It cannot be done in the present state; the state is as before. */
public final class Conflict extends Problem {
  /**
   * @param code stable kebab-case word for programs
   * @param sentence what happened, to what, and what to do, for a person
   */
  public Conflict(String code, String sentence) {
    super(code, sentence, null, false);
  }
}
