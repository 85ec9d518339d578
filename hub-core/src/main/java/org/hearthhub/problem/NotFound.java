package org.hearthhub.problem;

/** What was asked for is not here. */
public final class NotFound extends Problem {
  /**
   * @param code stable kebab-case word for programs
   * @param sentence what happened, to what, and what to do, for a person
   */
  public NotFound(String code, String sentence) {
    super(code, sentence, null, false);
  }
}
