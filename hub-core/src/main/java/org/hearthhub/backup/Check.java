package org.hearthhub.backup;

import java.time.Instant;

/** Whether a backup was proven to be good, and how. */
public sealed interface Check {
  /** It was not checked by this hub, or is being checked now. */
  record NotYet() implements Check {}

  /**
   * Read again from its disk, every segment opened, both files inside opened and found in order,
   * every sealed row opened, counts and audit root as they were.
   */
  record Proven(Instant at) implements Check {}

  /**
   * As {@link Proven}, but the past was locked: its rows were only compared by digest with what was
   * read from the store. They are opened at the next unlock.
   *
   * @param waiting rows that were not opened yet
   * @param why they were not
   */
  record ByDigest(Instant at, long waiting, String why) implements Check {}

  /**
   * It is a faithful copy of a store that has damaged rows itself; everything else was opened. It
   * counts, as there is none better.
   *
   * @param damaged rows
   */
  record OfDamagedStore(Instant at, long damaged) implements Check {}

  /**
   * It is not good, and is kept aside.
   *
   * @param sentence what was found, for a person
   */
  record Failed(Instant at, String sentence) implements Check {}
}
