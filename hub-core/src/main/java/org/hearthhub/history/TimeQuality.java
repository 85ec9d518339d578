package org.hearthhub.history;

/** How sure the time of a reading is. */
public enum TimeQuality {
  /** By a clock that nothing speaks against. */
  SURE,

  /**
   * The machine's clock was wrong: counted on from the last time that was known. The order is
   * right, the time may be too early.
   */
  ASSUMED,

  /** Assumed at first, and moved to its time when the clock was right again. */
  CORRECTED;

  private static final int ASSUMED_BIT = 1;
  private static final int CORRECTED_BIT = 2;

  /** As in the column of flags of a chunk. */
  static TimeQuality of(byte flags) {
    if ((flags & CORRECTED_BIT) != 0) {
      return CORRECTED;
    }
    return (flags & ASSUMED_BIT) != 0 ? ASSUMED : SURE;
  }

  byte flags() {
    return switch (this) {
      case SURE -> 0;
      case ASSUMED -> ASSUMED_BIT;
      case CORRECTED -> CORRECTED_BIT;
    };
  }
}
