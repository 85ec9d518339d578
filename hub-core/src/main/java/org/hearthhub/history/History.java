package org.hearthhub.history;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.hearthhub.problem.TooMuch;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Reading;
import org.hearthhub.vault.ChunkStore;
import org.hearthhub.vault.JournalStore;
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
  private final Intake intake = new Intake();
  private final Tails tails = new Tails();
  private final PastQuery past;
  private final JournalWriter writer;
  private final ExecutorService receipts;
  private final Thread writing;
  private final Thread packing;

  /**
   * Opens the past that the vault holds and starts the writer.
   *
   * @param clock the home's clock; readings bring their own times, so only what looks at the age of
   *     the past needs it
   */
  public History(Vault vault, InstantSource clock) {
    this(vault, JournalWriter.PATIENCE);
  }

  /** A history that gives readings up when the disk fails for so long. */
  History(Vault vault, Duration patience) {
    journal = vault.journal();
    ChunkStore chunks = vault.chunks();
    catalogue = new Catalogue(vault);
    past = new PastQuery(tails, chunks, forms);
    readJournal(chunks);
    receipts =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("history-receipts-", 0).factory());
    writer = new JournalWriter(intake, catalogue, journal, tails, receipts, patience);
    Packer packer = new Packer(catalogue, tails, journal, chunks);
    writing = Thread.ofPlatform().name("history-writer").start(writer);
    packing = Thread.ofPlatform().name("history-packer").start(packer);
  }

  /** Brings back the tails: what the journal holds and no chunk does. */
  private void readJournal(ChunkStore chunks) {
    Map<Long, Long> packedTo = chunks.packedTo();
    for (DeviceSeries device : catalogue.devices()) {
      for (Series series : device.all()) {
        series.setHasOpenChunk(packedTo.containsKey(series.pseudonym()));
      }
    }
    long[] count = new long[2];
    tails.locked(
        () -> {
          journal.read(
              (first, part) -> {
                Optional<DeviceSeries> owner = catalogue.owner(part.key());
                owner.ifPresentOrElse(
                    device -> count[0] += readPart(device, first, part, packedTo),
                    () -> log.error("The journal's part {} is of no known device", first));
                count[1]++;
              });
          tails.added((int) count[0], (int) count[1], journal.committed());
          return true;
        });
  }

  private int readPart(
      DeviceSeries device, long first, JournalStore.Part part, Map<Long, Long> packedTo) {
    device.setKey(part.key());
    int[] progress = new int[2];
    PartForm.read(
        part.plain(),
        part.readings(),
        (ordinal, time, kind, number, text, deviceTime, flags) -> {
          long own = first + progress[0]++;
          if (ordinal >= device.all().size()) {
            log.error("Reading {} of the journal is of no known series", own);
            return;
          }
          Series series = device.all().get(ordinal);
          if (own >= packedTo.getOrDefault(series.pseudonym(), 0L)) {
            Samples one = new Samples(1);
            one.add(time, kind, number, text, deviceTime, flags);
            tails.add(series, one, 0, own);
            progress[1]++;
          }
        });
    return progress[1];
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
   * @param from inclusive
   * @param to exclusive
   * @param most 1 to 5,000: at most so many points or steps
   * @throws org.hearthhub.problem.Invalid if that is no span, or not so many
   */
  public Past query(DeviceId device, AffordanceName property, Instant from, Instant to, int most) {
    PastQuery.Span span = PastQuery.Span.of(from, to, most);
    return catalogue
        .find(device)
        .flatMap(known -> known.find(property))
        .map(series -> past.query(series, span))
        .orElseGet(() -> new Past.Readings(List.of()));
  }

  /** The last reading of each property of a device, for a first picture after a restart. */
  public List<Reading> last(DeviceId device) {
    List<Reading> last = new ArrayList<>();
    catalogue
        .find(device)
        .ifPresent(known -> known.all().forEach(series -> past.last(series).ifPresent(last::add)));
    return last;
  }

  /** The last reading of one property. */
  public Optional<Reading> last(DeviceId device, AffordanceName property) {
    return catalogue.find(device).flatMap(known -> known.find(property)).flatMap(past::last);
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
}
