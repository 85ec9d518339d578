package org.hearthhub.history;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.Value;
import org.hearthhub.vault.RollupStore.Mark;
import org.jspecify.annotations.Nullable;

/**
 * A property's readings over time, or what an event brought each time that it happened, as far as
 * they are in memory: the tail that is not packed yet, and the last one. What is not final is
 * guarded by the lock of {@link Tails}, save where it is said.
 */
final class Series {
  private final DeviceSeries device;
  private final SeriesName name;
  private final int ordinal;
  private final long pseudonym;

  /** Held for reading while the packed readings and the tail must not move. */
  private final ReentrantReadWriteLock packing = new ReentrantReadWriteLock();

  private Samples tail = new Samples(4);
  private long tailFrom;
  private boolean waitsForPacking;

  private @Nullable Value lastValue;
  private long lastTime = Long.MIN_VALUE;
  private long lastDeviceTime = Samples.NO_TIME;
  private boolean lastIsSure;

  /** The writer's alone: whether its record is in the vault. */
  private volatile boolean stored;

  /** The packer's alone, once it runs: whether there is an open chunk. */
  private boolean hasOpenChunk;

  /** How many readings make a full chunk; those of each property take room of their own. */
  private volatile int chunkSize = ChunkForm.FULL;

  /** How far it is rolled up; changes while its packing is locked, for reading or for writing. */
  private volatile Mark mark = Mark.NOTHING;

  /** The day of its last packed reading. */
  private volatile int packedDay = Integer.MIN_VALUE;

  /** Days before are over, the clock said. */
  private volatile int overDay = Integer.MIN_VALUE;

  Series(DeviceSeries device, SeriesName name, int ordinal, long pseudonym) {
    this.device = device;
    this.name = name;
    this.ordinal = ordinal;
    this.pseudonym = pseudonym;
  }

  DeviceSeries device() {
    return device;
  }

  SeriesName name() {
    return name;
  }

  /** Its number within the device, in journal parts. */
  int ordinal() {
    return ordinal;
  }

  /** Random; all that the files say of it. */
  long pseudonym() {
    return pseudonym;
  }

  ReentrantReadWriteLock packing() {
    return packing;
  }

  boolean isStored() {
    return stored;
  }

  void setStored() {
    stored = true;
  }

  /** Its past was erased, and its record with it: as if nothing had ever been said. */
  void setErased() {
    stored = false;
    hasOpenChunk = false;
    mark = Mark.NOTHING;
    packedDay = Integer.MIN_VALUE;
    overDay = Integer.MIN_VALUE;
  }

  boolean hasOpenChunk() {
    return hasOpenChunk;
  }

  void setHasOpenChunk(boolean there) {
    hasOpenChunk = there;
  }

  int chunkSize() {
    return chunkSize;
  }

  void setChunkSize(int readings) {
    chunkSize = readings;
  }

  Mark mark() {
    return mark;
  }

  void setMark(Mark next) {
    mark = next;
  }

  int packedDay() {
    return packedDay;
  }

  void setPackedDay(int day) {
    packedDay = day;
  }

  /** The clock says that its last day is over, whether another reading comes or not. */
  void setOver() {
    overDay = packedDay == Integer.MIN_VALUE ? packedDay : packedDay + 1;
  }

  /** Days before are complete: a reading came after, or the clock said so. */
  int completeTo() {
    return Math.max(packedDay, overDay);
  }

  /** An order that locks of several are taken in. */
  static final Comparator<Series> IN_ORDER = Comparator.comparingLong(Series::pseudonym);

  Samples tail() {
    return tail;
  }

  /** No reading of the tail was committed under a lower number. */
  long tailFrom() {
    return tailFrom;
  }

  void addToTail(Samples samples, int index, long number) {
    if (tail.isEmpty()) {
      tailFrom = number;
    }
    tail.add(samples, index);
    consider(samples, index);
  }

  /** Forgets the oldest of the tail; those that stay were committed from a number on. */
  void dropFromTail(int count, long from) {
    tail = tail.range(count, tail.size());
    tailFrom = from;
  }

  /** Forgets what is in memory of its past. */
  void forget() {
    tail = new Samples(4);
    tailFrom = 0;
    lastValue = null;
    lastTime = Long.MIN_VALUE;
    lastDeviceTime = Samples.NO_TIME;
    lastIsSure = false;
  }

  boolean waitsForPacking() {
    return waitsForPacking;
  }

  void setWaitsForPacking(boolean waits) {
    waitsForPacking = waits;
  }

  /** Keeps a reading as the last if none that is known is later. */
  void consider(Samples samples, int index) {
    if (samples.time(index) >= lastTime) {
      lastTime = samples.time(index);
      lastDeviceTime = samples.deviceTime(index);
      lastValue = samples.value(index);
    }
  }

  /** As {@link #consider}, for what was packed before: of one time what is in memory is later. */
  void considerPacked(Samples packed) {
    int index = packed.size() - 1;
    if (index >= 0 && packed.time(index) > lastTime) {
      consider(packed, index);
    }
    lastIsSure = true;
  }

  /** Readings of the tail were moved in time: another may be the last. */
  void lookAgain() {
    lastValue = null;
    lastTime = Long.MIN_VALUE;
    lastDeviceTime = Samples.NO_TIME;
    lastIsSure = false;
    for (int i = 0; i < tail.size(); i++) {
      consider(tail, i);
    }
  }

  /** Whether the packed readings were looked at as well. */
  boolean lastIsSure() {
    return lastIsSure;
  }

  long lastTime() {
    return lastTime;
  }

  Optional<Reading> last() {
    if (lastValue == null) {
      return Optional.empty();
    }
    Optional<Instant> deviceTime =
        lastDeviceTime == Samples.NO_TIME
            ? Optional.empty()
            : Optional.of(Instant.ofEpochMilli(lastDeviceTime));
    return Optional.of(
        new Reading(name.name(), lastValue, Instant.ofEpochMilli(lastTime), deviceTime));
  }
}
