package org.hearthhub.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Marks readings that came while the machine's clock was wrong, and moves them to their time once
 * that is known: in memory and on the way to the journal at once, in the journal whenever it is
 * read again. What is in chunks by then keeps its mark. Thread-safe.
 */
final class ArrivalTimes {
  private static final int MOST_ENDED = 16;

  private final Optional<ClockRecords> records;

  /** Of this run; in each the time that a reading was given says whether it is of it. */
  private final List<ClockSpell> ended = new ArrayList<>();

  private Optional<ClockSpell> open = Optional.empty();

  /** Nearly always, so that a reading costs nothing. */
  private volatile boolean quiet = true;

  ArrivalTimes(ClockRecords records) {
    this.records = Optional.of(records);
  }

  private ArrivalTimes() {
    this.records = Optional.empty();
  }

  /** Where readings bring times that nobody doubts. */
  static ArrivalTimes asTold() {
    return new ArrivalTimes();
  }

  synchronized void begin(long committed, long from) {
    open = Optional.of(ClockSpell.begun(committed, from));
    quiet = false;
  }

  /** The clock is right again: so much later than it was thought to be. */
  synchronized void end(long until, long later) {
    open.ifPresent(spell -> ended.add(spell.ended(until, later)));
    open = Optional.empty();
    if (ended.size() > MOST_ENDED) {
      ended.removeFirst();
    }
  }

  /** Nobody will ever know. */
  synchronized void giveUp() {
    open = Optional.empty();
  }

  /** Marks or moves a reading that is about to be committed; doing it twice is doing it once. */
  void place(Samples samples, int index) {
    if (!quiet) {
      placeOne(samples, index);
    }
  }

  private synchronized void placeOne(Samples samples, int index) {
    long time = samples.time(index);
    if (TimeQuality.of(samples.flags(index)) == TimeQuality.CORRECTED) {
      return;
    }
    for (ClockSpell spell : ended) {
      if (spell.hasTime(time)) {
        samples.stamp(index, time + spell.shift(), TimeQuality.CORRECTED.flags());
        return;
      }
    }
    if (open.filter(spell -> spell.hasTime(time)).isPresent()) {
      samples.stamp(index, time, TimeQuality.ASSUMED.flags());
    }
  }

  /** A spell that is over and whose readings were not moved yet. */
  Optional<ClockSpell> unsettled() {
    return quiet ? Optional.empty() : firstUnsettled();
  }

  private synchronized Optional<ClockSpell> firstUnsettled() {
    return ended.stream().filter(spell -> !spell.isSettled()).findFirst();
  }

  /**
   * Keeps that readings up to a number are of a spell, wherever the journal is read again; durable
   * when this returns.
   */
  void settle(ClockSpell spell, long committed) {
    ClockSpell settled = spell.settled(committed);
    records.ifPresent(kept -> kept.add(settled));
    synchronized (this) {
      ended.replaceAll(each -> each.equals(spell) ? settled : each);
    }
  }

  /** By how much a reading in the journal has to be moved, if by anything. */
  Optional<Long> shift(long number, byte flags) {
    if (TimeQuality.of(flags) != TimeQuality.ASSUMED) {
      return Optional.empty();
    }
    return records.stream()
        .flatMap(kept -> kept.spells().stream())
        .filter(spell -> spell.hasNumber(number))
        .map(ClockSpell::shift)
        .findFirst();
  }
}
