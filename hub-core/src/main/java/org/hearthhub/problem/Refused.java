package org.hearthhub.problem;

/** Understood, and not allowed. */
public final class Refused extends Problem {
  /** Why it was refused. */
  public enum Reason {
    /** Nobody is signed in, or name and password do not match. */
    SIGN_IN,
    /** This person or app may not do that. */
    NOT_ALLOWED,
    /** The thing itself does not offer that operation, for example a write to a sensor. */
    NOT_OFFERED
  }

  private final Reason reason;

  /**
   * @param reason why
   * @param code stable kebab-case word for programs
   * @param sentence what happened, to what, and what to do, for a person
   */
  public Refused(Reason reason, String code, String sentence) {
    super(code, sentence, null, false);
    this.reason = reason;
  }

  /** Why it was refused. */
  public Reason reason() {
    return reason;
  }
}
