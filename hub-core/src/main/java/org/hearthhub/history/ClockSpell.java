package org.hearthhub.history;

/**
 * A time in which the machine's clock was wrong and the home's went on by itself.
 *
 * @param journalFrom the number of the first reading that may be of it
 * @param journalTo no reading from that number on is of it; the highest number while that is open
 * @param from by the home's clock, milliseconds since 1970
 * @param until after the last, likewise; the latest time while it goes on
 * @param shift how many milliseconds later it was in truth; 0 while that is not known
 */
record ClockSpell(long journalFrom, long journalTo, long from, long until, long shift) {
  static ClockSpell begun(long journalFrom, long from) {
    return new ClockSpell(journalFrom, Long.MAX_VALUE, from, Long.MAX_VALUE, 0);
  }

  ClockSpell ended(long end, long later) {
    return new ClockSpell(journalFrom, journalTo, from, end, later);
  }

  ClockSpell settled(long committed) {
    return new ClockSpell(journalFrom, committed, from, until, shift);
  }

  boolean isSettled() {
    return journalTo != Long.MAX_VALUE;
  }

  boolean hasTime(long millis) {
    return millis >= from && millis < until;
  }

  boolean hasNumber(long number) {
    return number >= journalFrom && number < journalTo;
  }
}
