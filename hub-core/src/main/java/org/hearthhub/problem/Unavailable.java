package org.hearthhub.problem;

/** It should work and does not right now: the hub is busy or stopping, or a device is silent. */
public final class Unavailable extends Problem {
  /** Who is not available. */
  public enum Who {
    HUB,
    DEVICE
  }

  private final Who who;

  /**
   * @param who who is not available
   * @param code stable kebab-case word for programs
   * @param sentence what happened, to what, and what to do, for a person
   */
  public Unavailable(Who who, String code, String sentence) {
    super(code, sentence, null, false);
    this.who = who;
  }

  /** Who is not available. */
  public Who who() {
    return who;
  }
}
