package org.hearthhub.history;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.hearthhub.problem.Problem;
import org.hearthhub.vault.StoreNotice;
import org.hearthhub.vault.Vault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The home's time. It follows the machine's clock, and never goes back behind what was stored:
 * where the machine's clock does, as after a power cut on a machine that keeps no time, it counts
 * on from the last time that is known, until the machine's clock is right again. Thread-safe.
 */
public final class HomeClock implements InstantSource {
  private static final Logger log = LoggerFactory.getLogger(HomeClock.class);

  /** Less than this is what time servers put right all the time. */
  static final Duration SLACK = Duration.ofMinutes(1);

  /** So often the time is written down at most, and only if readings came. */
  static final Duration NOTED = Duration.ofMinutes(15);

  /** A clock that went so long without a jump is believed, if it is far behind. */
  static final Duration BELIEVED = Duration.ofDays(1);

  private static final Duration FAR = Duration.ofDays(1);

  /** A leap of so much is told: most likely somebody mistyped a year. */
  private static final Duration LEAP = Duration.ofDays(30);

  /** So long after it nothing is removed for its age, unless a time server keeps the clock. */
  static final Duration DOUBTED = Duration.ofDays(7);

  /** There was no Hearth before: whatever says so is wrong. */
  private static final Instant EARLIEST = Instant.parse("2026-01-01T00:00:00Z");

  private static final String BEHIND = "clock-behind";
  private static final String LEAPT = "clock-leap";
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

  private final MachineClock machine;
  private final Vault vault;
  private final ClockRecords records;
  private final ArrivalTimes arrivals;
  private final Optional<Instant> floor;
  private final List<String> untold = new ArrayList<>();
  private LongSupplier committed = () -> 0;

  /** The home's time at a moment of the machine's running. */
  private Instant wall;

  private long wallNanos;
  private boolean assumed;
  private long assumedSince;
  private Instant noted;
  private boolean isNoteDue;
  private Optional<Instant> leapt;
  private long notedAt;

  /**
   * @param clock the machine's; a {@link MachineClock} says more of itself
   */
  public HomeClock(InstantSource clock, Vault vault) {
    this.machine = MachineClock.of(clock);
    this.vault = vault;
    this.records = new ClockRecords(vault.records());
    this.arrivals = new ArrivalTimes(records);
    this.floor = records.latest();
    this.wall = floor.orElseGet(machine::instant);
    this.wallNanos = machine.nanos();
    this.noted = wall;
    this.leapt = records.leapt();
    // That it is later by any amount is no wonder: nobody knows how long the hub was off.
    Instant now = look(false);
    floor
        .filter(last -> !assumed && now.isAfter(last.plus(LEAP)) && !machine.isSynchronised())
        .ifPresent(last -> wasOff(last, now));
  }

  private void wasOff(Instant last, Instant now) {
    doubt(now);
    say(
        LEAPT,
        "By the clock of this machine Hearth was off for %s."
                .formatted(inWords(Duration.between(last, now)))
            + " If that is wrong, set the clock right soon: what comes is stored by it. For a week"
            + " nothing is removed for its age.");
  }

  private void doubt(Instant now) {
    leapt = Optional.of(now);
    isNoteDue = true;
  }

  @Override
  public synchronized Instant instant() {
    return look(true);
  }

  private Instant look(boolean wasRunning) {
    Instant shown = machine.instant();
    long nanos = machine.nanos();
    Instant expected = wall.plusNanos(nanos - wallNanos);
    if (shown.isBefore(expected.minus(SLACK))) {
      if (!assumed && !machine.isSynchronised()) {
        begin(shown, expected, nanos);
      }
      if (assumed) {
        return expected;
      }
      wasAhead(Duration.between(shown, expected));
    } else if (assumed) {
      end(shown, expected);
    } else if (wasRunning && shown.isAfter(expected.plus(LEAP))) {
      say(
          LEAPT,
          "The clock of this machine went ahead by %s at once. If it is wrong now, set it right"
                  .formatted(inWords(Duration.between(expected, shown)))
              + " soon: what comes is stored by it. For a week nothing is removed for its age.");
      doubt(shown);
    }
    wall = shown;
    wallNanos = nanos;
    return shown;
  }

  private void begin(Instant shown, Instant next, long nanos) {
    wall = next;
    wallNanos = nanos;
    assumed = true;
    assumedSince = nanos;
    arrivals.begin(committed.getAsLong(), Samples.millis(next));
    say(
        BEHIND,
        "The clock of this machine shows %s, but it was %s here already."
                .formatted(MINUTE.format(shown), MINUTE.format(next))
            + " Until it is right, Hearth counts on from there by itself and marks what devices say"
            + " as of an assumed time. Set the clock, or let it get the time from the network.");
  }

  private void end(Instant shown, Instant expected) {
    Duration later = Duration.between(expected, shown);
    Duration shift = later.isNegative() ? Duration.ZERO : later;
    assumed = false;
    // Of the same millisecond are both; where nothing is moved it makes no difference.
    arrivals.end(Samples.millis(expected) + (shift.isZero() ? 0 : 1), shift.toMillis());
    vault.retract(BEHIND);
    say(
        "clock-right",
        "The clock of this machine was wrong and is right again. It was %s later than Hearth had"
                .formatted(inWords(shift))
            + " assumed. What devices said meanwhile is marked, and moved to its time unless it was"
            + " packed before.");
  }

  /** The machine's clock is right, and what was stored before is what was wrong. */
  private void wasAhead(Duration ahead) {
    assumed = false;
    leapt = Optional.empty();
    arrivals.giveUp();
    vault.retract(BEHIND);
    vault.retract(LEAPT);
    say(
        "clock-was-ahead",
        "The clock of this machine was ahead by %s and was put right. What was stored until then"
                .formatted(inWords(ahead))
            + " stays at times that are too late.");
    isNoteDue = true;
  }

  private void say(String code, String sentence) {
    vault.notice(new StoreNotice(code, sentence));
    untold.add(sentence);
  }

  /**
   * Once a minute: looks at the clock and writes down how late it is.
   *
   * @param tell told each sentence that belongs into the journal of who did what
   */
  public void tick(Consumer<String> tell) {
    Optional<Instant> note;
    synchronized (this) {
      Instant now = look(true);
      if (assumed && isBelievable(now)) {
        wasAhead(Duration.between(machine.instant(), now));
        wall = machine.instant();
        wallNanos = machine.nanos();
        now = wall;
      }
      boolean isDue = !now.isBefore(noted.plus(NOTED)) && committed.getAsLong() != notedAt;
      note = isDue || isNoteDue ? Optional.of(now) : Optional.empty();
    }
    note.ifPresent(this::note);
    tellOn(tell);
  }

  /** Writes down how late it is, as the hub ends, and tells what was not told yet. */
  public void close(Consumer<String> tell) {
    try {
      note(instant());
      tellOn(tell);
    } catch (Problem full) {
      log.warn("How late it is could not be written down", full);
    }
  }

  /** Not while this is locked: who writes may wait for somebody who wants to know the time. */
  private void note(Instant time) {
    long at = committed.getAsLong();
    Optional<Instant> doubted;
    synchronized (this) {
      doubted = leapt;
    }
    records.putLatest(time, doubted);
    synchronized (this) {
      noted = time;
      notedAt = at;
      isNoteDue = false;
    }
  }

  private void tellOn(Consumer<String> tell) {
    List<String> all;
    synchronized (this) {
      all = List.copyOf(untold);
      untold.clear();
    }
    all.forEach(tell);
  }

  private boolean isBelievable(Instant now) {
    Instant shown = machine.instant();
    boolean wentOn = machine.nanos() - assumedSince >= BELIEVED.toNanos();
    return machine.isSynchronised()
        || (wentOn && shown.isAfter(EARLIEST) && shown.isBefore(now.minus(FAR)));
  }

  /** Whether the time is counted on, as the machine's clock is wrong. */
  public synchronized boolean isAssumed() {
    return assumed;
  }

  /** Whether what is old by this clock is old: else it may not be removed for its age. */
  synchronized boolean isSure() {
    Instant now = look(true);
    if (machine.isSynchronised()) {
      leapt = Optional.empty();
    }
    return !assumed && leapt.filter(at -> now.isBefore(at.plus(DOUBTED))).isEmpty();
  }

  ArrivalTimes arrivals() {
    return arrivals;
  }

  /**
   * Takes up what the past knows, before any reading is taken.
   *
   * @param latest the time of the latest reading that is known
   * @param committed how many readings were committed; asked now and later
   */
  synchronized void follow(Optional<Instant> latest, LongSupplier committed) {
    this.committed = committed;
    notedAt = committed.getAsLong();
    Instant now = look(true);
    latest
        .filter(last -> last.isAfter(now.plus(SLACK)) && isOurs(last))
        .filter(last -> !machine.isSynchronised())
        .ifPresent(last -> goOnFrom(last.plusMillis(1)));
    if (assumed) {
      arrivals.begin(committed.getAsLong(), Samples.millis(look(true)));
    }
  }

  private void goOnFrom(Instant next) {
    if (assumed) {
      wall = next;
      wallNanos = machine.nanos();
    } else {
      begin(machine.instant(), next, machine.nanos());
    }
  }

  /** What is far later than what was noted came from a clock that was found to be wrong. */
  private boolean isOurs(Instant last) {
    return floor.isEmpty() || last.isBefore(floor.get().plus(NOTED).plus(NOTED));
  }

  private static String inWords(Duration duration) {
    long minutes = duration.toMinutes();
    if (minutes < 2) {
      return duration.toSeconds() + " seconds";
    }
    if (minutes < 120) {
      return minutes + " minutes";
    }
    return minutes < 2 * 24 * 60
        ? duration.toHours() + " hours"
        : "%,d days".formatted(duration.toDays());
  }
}
