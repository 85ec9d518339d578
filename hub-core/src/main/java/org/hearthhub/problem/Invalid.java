package org.hearthhub.problem;

/** What was sent cannot be understood or is out of range. */
public final class Invalid extends Problem {
  /**
   * @param code stable kebab-case word for programs
   * @param sentence what happened, to what, and what to do, for a person
   */
  public Invalid(String code, String sentence) {
    super(code, sentence, null, false);
  }
}
