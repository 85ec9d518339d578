package org.hearthhub.problem;

/** The store, or the tier that holds the answer, is locked. */
public final class Locked extends Problem {
  /**
   * @param code stable kebab-case word for programs
   * @param sentence what happened, to what, and what to do, for a person
   */
  public Locked(String code, String sentence) {
    super(code, sentence, null, false);
  }
}
