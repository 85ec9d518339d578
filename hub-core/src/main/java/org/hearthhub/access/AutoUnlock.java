package org.hearthhub.access;

import java.util.Set;
import org.hearthhub.vault.Tier;

/** What opens by itself after a restart or a power cut. */
public enum AutoUnlock {
  /** Everything. A stolen disk is protected only if the key file or credential is not on it. */
  ALL("all"),
  /** The home works; what happened in it stays sealed until a person unlocks it. */
  OPERATING("operating"),
  /** Nothing: until a person unlocks it the home is not served at all. */
  NONE("none");

  private final String word;

  AutoUnlock(String word) {
    this.word = word;
  }

  /** The word in the REST API and on the command line. */
  public String word() {
    return word;
  }

  static AutoUnlock of(Set<Tier> byThemselves) {
    return byThemselves.isEmpty() ? NONE : byThemselves.contains(Tier.HISTORY) ? ALL : OPERATING;
  }
}
