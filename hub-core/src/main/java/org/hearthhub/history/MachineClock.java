package org.hearthhub.history;

import java.time.Instant;
import java.time.InstantSource;

/**
 * What a machine knows of time: what its clock shows, which may be wrong and may be set, and how
 * long it has been running, which is neither. Thread-safe.
 */
public interface MachineClock extends InstantSource {
  /** Nanoseconds since some moment, that only ever grow; as {@link System#nanoTime}. */
  long nanos();

  /** Whether somebody who should know keeps the clock right, such as a time server. */
  boolean isSynchronised();

  /** The clock of this machine; on Linux its kernel says whether it is synchronised. */
  static MachineClock system() {
    return of(InstantSource.system());
  }

  /** A clock of which is only known what it shows. */
  static MachineClock of(InstantSource clock) {
    if (clock instanceof MachineClock known) {
      return known;
    }
    boolean ours = clock.equals(InstantSource.system());
    return new MachineClock() {
      @Override
      public Instant instant() {
        return clock.instant();
      }

      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public boolean isSynchronised() {
        return ours && KernelClock.isSynchronised();
      }
    };
  }
}
