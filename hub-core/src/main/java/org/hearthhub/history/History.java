package org.hearthhub.history;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hearthhub.problem.Problem;
import org.hearthhub.problem.TooMuch;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Notification;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.Value;
import org.hearthhub.vault.ChunkStore;
import org.hearthhub.vault.JournalStore;
import org.hearthhub.vault.RollupStore;
import org.hearthhub.vault.Tier;
import org.hearthhub.vault.Vault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that devices said, over time. Readings are journalled in batches (2 s or 1,000
 * readings), later packed into chunks of one series each. Times are kept to the millisecond.
 * Thread-safe.
 */
public final class History implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(History.class);
  private static final Duration RECEIPTS_TAKE = Duration.ofSeconds(1);

  private final JournalStore journal;
  private final Catalogue catalogue;
  private final ChunkForms forms = new ChunkForms();
  private final Intake intake;
  private final Tails tails = new Tails();
  private final Following following;
  private final PastReader reader;
  private final PastQuery past;
  private final Retention retention;
  private final Growth growth;
  private final JournalWriter writer;
  private final ExecutorService receipts;
  private final Thread writing;
  private final Thread packing;
  private final Thread rolling;
  private final Roller roller;
  private final SpareRoom spare;
  private volatile Function<SeriesName, Nature> natures = name -> Nature.MEASUREMENT;

  /**
   * Opens the past that the vault holds and starts the writer.
   *
   * @param clock by which readings were stamped; says which of their times are assumed
   * @param zone the home's, by which its hours and days are counted; asked each time
   * @param witness decides on and writes down what people change
   */
  public History(Vault vault, HomeClock clock, Supplier<ZoneId> zone, PastWitness witness) {
    this(vault, clock, clock.arrivals(), zone, witness, JournalWriter.PATIENCE, Pace.USUAL);
    long latest = tails.latest(catalogue.devices());
    clock.follow(
        latest == Long.MIN_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(latest)),
        journal::committed);
  }

  /** As above, where readings bring times that nobody doubts. */
  History(Vault vault, InstantSource clock, Supplier<ZoneId> zone, PastWitness witness) {
    this(vault, clock, ArrivalTimes.asTold(), zone, witness, JournalWriter.PATIENCE, Pace.USUAL);
  }

  /** A history by the zone of the machine, where everybody may everything. */
  public History(Vault vault, InstantSource clock) {
    this(vault, clock, JournalWriter.PATIENCE, Pace.USUAL);
  }

  /** As {@link #History(Vault, InstantSource)}, with commits of another size. */
  public History(Vault vault, InstantSource clock, Pace pace) {
    this(vault, clock, JournalWriter.PATIENCE, pace);
  }

  /** A history that gives readings up when the disk fails for so long. */
  History(Vault vault, Duration patience) {
    this(vault, InstantSource.system(), patience, Pace.USUAL);
  }

  private History(Vault vault, InstantSource clock, Duration patience, Pace pace) {
    this(
        vault, clock, ArrivalTimes.asTold(), ZoneId::systemDefault, new Trusting(), patience, pace);
  }

  private History(
      Vault vault,
      InstantSource clock,
      ArrivalTimes arrivals,
      Supplier<ZoneId> zone,
      PastWitness witness,
      Duration patience,
      Pace pace) {
    intake = new Intake(pace);
    journal = vault.journal();
    ChunkStore chunks = vault.chunks();
    catalogue = new Catalogue(vault);
    retention = new Retention(vault.records(), witness, this::keepingChanged);
    growth = new Growth(vault.size(), journal, retention, clock);
    Zones zones = new Zones(zone, vault.records());
    spare = new SpareRoom(vault.size());
    reader = new PastReader(tails, chunks, forms);
    RollUps rollUps = new RollUps(vault.rollUps(), (series, day) -> lost(series, day));
    past = new PastQuery(reader, new RolledReader(reader, rollUps, zones), chunks, zones, clock);
    roller =
        new Roller(
            new Rolling(reader, chunks, rollUps, vault.dataKeys(), zones, this::numbersAreStates),
            goesOn ->
                new Trimming(
                    catalogue,
                    retention,
                    new Cutting(chunks, forms, rollUps, zones, tails.stillness().readLock()),
                    chunks,
                    vault.size(),
                    witness,
                    clock,
                    clock instanceof HomeClock home ? home::isSure : () -> true,
                    goesOn),
            this::lookAtAll,
            clock,
            () -> vault.isOpen(Tier.HISTORY),
            tails.stillness().readLock());
    takeUpMarks(vault.rollUps());
    receipts =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("history-receipts-", 0).factory());
    writer = new JournalWriter(intake, catalogue, journal, tails, arrivals, receipts, patience);
    Packer packer = new Packer(catalogue, tails, journal, chunks, zone, roller::look);
    packing = Thread.ofPlatform().name("history-packer").start(packer);
    following = new Following(vault, catalogue, tails, arrivals, journal, chunks, roller::look);
    try {
      following.begin();
    } catch (RuntimeException damaged) {
      stopPacking();
      throw damaged;
    }
    writing = Thread.ofPlatform().name("history-writer").start(writer);
    rolling = Thread.ofPlatform().name("history-roller").start(roller);
  }

  private void stopPacking() {
    tails.close();
    join(packing);
    receipts.shutdown();
    forms.close();
  }

  /** Before anything is packed: late readings tell from them which days are due again. */
  private void takeUpMarks(RollupStore store) {
    Map<Long, RollupStore.Mark> marks = store.marks();
    for (DeviceSeries device : catalogue.devices()) {
      for (Series series : device.all()) {
        series.setMark(marks.getOrDefault(series.pseudonym(), RollupStore.Mark.NOTHING));
      }
    }
  }

  /**
   * Days end without a reading, too; and what is to be kept for some days must not stay journalled.
   */
  private void lookAtAll() {
    lookByClock();
    if (!retention.keepsEverything()) {
      tails.sweepSoon();
    }
    spare.giveBackMuch();
  }

  private void keepingChanged() {
    roller.trimSoon();
  }

  private void lost(Series series, int fromDay) {
    roller.again(series, fromDay);
  }

  private boolean numbersAreStates(SeriesName name) {
    return natures.apply(name) == Nature.STATE;
  }

  /**
   * Says what properties are over time; until then numbers are measurements, and truths and texts
   * are states in any case.
   */
  public void describedBy(Function<SeriesName, Nature> described) {
    natures = described;
  }

  private void lookByClock() {
    catalogue.devices().forEach(device -> device.all().forEach(roller::lookByClock));
  }

  /** Waits until all that can be rolled up is; for those who measure. */
  public void awaitRollUps() {
    lookByClock();
    roller.awaitIdle();
  }

  /**
   * Takes readings for the next commit; waits while the bounded queue is full.
   *
   * @return completes at commit; fails with a Problem if they had to be dropped
   * @throws TooMuch if the device has 256 properties with a past already; nothing was taken
   * @throws org.hearthhub.problem.Unavailable if the hub is stopping; nothing was taken
   */
  public CompletionStage<Void> append(DeviceId device, List<Reading> readings) {
    return put(device, readings, false);
  }

  /** As {@link #append}, but commits within 50 ms with synchronous=FULL. */
  public CompletionStage<Void> appendNow(DeviceId device, List<Reading> readings) {
    return put(device, readings, true);
  }

  /**
   * Takes a notification of an event for the next commit, as {@link #append(DeviceId, List)} does
   * readings. What came without data is kept as {@code true}.
   *
   * @throws TooMuch if the device has 256 properties and events with a past already
   */
  public CompletionStage<Void> append(DeviceId device, Notification notification) {
    Series series = catalogue.ofEvent(catalogue.device(device), notification.event());
    Reading kept =
        new Reading(
            notification.event(),
            notification.data().orElse(Value.of(true)),
            notification.time(),
            notification.deviceTime());
    return intake.put(new Series[] {series}, List.of(kept), false);
  }

  private CompletionStage<Void> put(DeviceId device, List<Reading> readings, boolean urgent) {
    if (readings.isEmpty()) {
      return CompletableFuture.completedStage(null);
    }
    DeviceSeries known = catalogue.device(device);
    Series[] series = new Series[readings.size()];
    for (int i = 0; i < series.length; i++) {
      series[i] = catalogue.series(known, readings.get(i).property());
    }
    return intake.put(series, readings, urgent);
  }

  /**
   * Readings, or steps where there are too many.
   *
   * @param from inclusive
   * @param to exclusive
   * @param most 1 to 10,000: at most so many points or steps
   * @throws org.hearthhub.problem.Invalid if that is no span, or not so many
   */
  public Past query(DeviceId device, AffordanceName property, Instant from, Instant to, int most) {
    return query(new SeriesName(device, property), from, to, most);
  }

  /** As {@link #query(DeviceId, AffordanceName, Instant, Instant, int)}. */
  public Past query(SeriesName series, Instant from, Instant to, int most) {
    PastQuery.Span span = PastQuery.Span.of(from, to, most);
    return find(series)
        .map(known -> past.readings(known, span))
        .orElseGet(() -> new Past.Readings(List.of()));
  }

  /**
   * Many series at once, each as {@link #query(SeriesName, Instant, Instant, int)}.
   *
   * @param most of each
   * @return in the order asked; those without a past are empty
   */
  public Map<SeriesName, Past> query(
      Collection<SeriesName> series, Instant from, Instant to, int most) {
    Map<SeriesName, Past> answers = new LinkedHashMap<>();
    series.forEach(name -> answers.put(name, query(name, from, to, most)));
    return answers;
  }

  /**
   * At most so many readings, chosen so that no peak is lost: the lowest and the highest of as many
   * equal spans as fit.
   */
  public Past.Readings peaks(SeriesName series, Instant from, Instant to, int most) {
    PastQuery.Span span = PastQuery.Span.of(from, to, most);
    return find(series)
        .map(known -> past.peaks(known, span))
        .orElseGet(() -> new Past.Readings(List.of()));
  }

  /**
   * What a property was, and how long.
   *
   * @param most 1 to 10,000: at most so many states, or steps where it changed more often
   */
  public PastStates states(SeriesName series, Instant from, Instant to, int most) {
    PastQuery.Span span = PastQuery.Span.of(from, to, most);
    return find(series)
        .map(known -> past.states(known, span))
        .orElseGet(() -> new PastStates.Segments(List.of(), Map.of(), List.of()));
  }

  /**
   * How much a counter grew.
   *
   * @param most 1 to 10,000: at most so many steps
   */
  public PastIncreases increases(SeriesName series, Instant from, Instant to, int most) {
    PastQuery.Span span = PastQuery.Span.of(from, to, most);
    return find(series)
        .map(known -> past.increases(known, span))
        .orElseGet(() -> new PastIncreases(Duration.ofDays(1), List.of(), 0, List.of()));
  }

  /**
   * Writes readings out, however many, without ever holding more than a few thousand.
   *
   * @return how many readings were written
   * @throws IOException as the stream does
   */
  public long export(Export export, OutputStream out) throws IOException {
    return new Exporting(reader, this::find).export(export, out);
  }

  /** The properties and events of a device that have a past. */
  public List<SeriesName> series(DeviceId device) {
    return catalogue.find(device).map(DeviceSeries::all).orElseGet(List::of).stream()
        .map(Series::name)
        .toList();
  }

  /** How many readings were recorded while the past was locked, and wait for its unlocking. */
  public long waiting() {
    return following.isOpen() ? 0 : journal.waiting();
  }

  /**
   * @throws org.hearthhub.problem.Locked if the past is locked
   */
  private Optional<Series> find(SeriesName name) {
    following.requireOpen();
    return catalogue.find(name.device()).flatMap(known -> known.find(name));
  }

  /** How large the store is, and how it grows. */
  public Storage storage() {
    return growth.storage();
  }

  /** How long the past is kept. */
  public Retention retention() {
    return retention;
  }

  /**
   * The last reading of each property of a device, for a first picture after a restart. None while
   * the past is locked.
   */
  public List<Reading> last(DeviceId device) {
    List<Reading> last = new ArrayList<>();
    if (!following.isOpen()) {
      return last;
    }
    catalogue
        .find(device)
        .ifPresent(
            known ->
                known.all().stream()
                    .filter(series -> !series.name().isEvent())
                    .forEach(series -> reader.last(series).ifPresent(last::add)));
    return last;
  }

  /** The last reading of one property; none while the past is locked. */
  public Optional<Reading> last(DeviceId device, AffordanceName property) {
    if (!following.isOpen()) {
      return Optional.empty();
    }
    return find(new SeriesName(device, property)).flatMap(reader::last);
  }

  /** Readings that are committed, since the vault was made; counts what is on disk. */
  public long committed() {
    return journal.committed();
  }

  /** Readings that were taken and then had to be dropped since start; 0 when all is well. */
  public long dropped() {
    return writer.dropped();
  }

  /** Commits what waits, then ends the writer. */
  @Override
  public void close() {
    intake.close();
    join(writing);
    tails.close();
    join(packing);
    roller.close();
    join(rolling);
    giveBackRoom();
    receipts.shutdown();
    try {
      if (!receipts.awaitTermination(RECEIPTS_TAKE.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("Somebody is still busy with a receipt; Hearth stops nonetheless");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    forms.close();
  }

  private void giveBackRoom() {
    try {
      spare.giveBackOnStopping();
    } catch (Problem failure) {
      log.warn("The file keeps room that it does not use: {}", failure.sentence());
    }
  }

  private static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException later) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Where nobody asks who it is. */
  private static final class Trusting implements PastWitness {
    @Override
    public void mayChangeKeeping(Actor actor) {}

    @Override
    public void changedKeeping(Actor actor, String remark) {}

    @Override
    public void removed(String remark) {
      log.warn("{}", remark);
    }
  }
}
