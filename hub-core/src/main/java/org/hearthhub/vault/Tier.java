package org.hearthhub.vault;

/** What is opened together; numbers are for ever. */
public enum Tier {
  /** Devices, rooms, people, credentials: what the home needs to work. */
  OPERATING(1),
  /** Readings and audit entries: what the home remembers. */
  HISTORY(2);

  private final int number;

  Tier(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  static Tier of(long number) {
    for (Tier tier : values()) {
      if (tier.number == number) {
        return tier;
      }
    }
    throw ByteSource.malformed();
  }
}
