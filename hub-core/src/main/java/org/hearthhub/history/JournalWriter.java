package org.hearthhub.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.hearthhub.problem.Broken;
import org.hearthhub.problem.Problem;
import org.hearthhub.vault.JournalStore;
import org.hearthhub.vault.JournalStore.Part;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commits one batch after the other. One thread runs it; the counts may be read by any. */
final class JournalWriter implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(JournalWriter.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  /** Whoever pushed waits for an answer, and the queue fills meanwhile. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /** What a power cut can take at most of what nobody waited for, give or take a batch. */
  private static final long FLUSH_NANOS = Duration.ofMinutes(1).toNanos();

  private final Intake intake;
  private final Catalogue catalogue;
  private final JournalStore journal;
  private final Tails tails;
  private final ArrivalTimes arrivals;
  private final Executor receipts;
  private final Duration patience;
  private final AtomicLong dropped = new AtomicLong();
  private final PartForm.Writer form = new PartForm.Writer();
  private long flushed = System.nanoTime();

  JournalWriter(
      Intake intake,
      Catalogue catalogue,
      JournalStore journal,
      Tails tails,
      ArrivalTimes arrivals,
      Executor receipts,
      Duration patience) {
    this.intake = intake;
    this.catalogue = catalogue;
    this.journal = journal;
    this.tails = tails;
    this.arrivals = arrivals;
    this.receipts = receipts;
    this.patience = patience;
  }

  long dropped() {
    return dropped.get();
  }

  @Override
  public void run() {
    for (Optional<Batch> due = intake.take(); due.isPresent(); due = intake.take()) {
      Batch batch = due.get();
      settleTimes();
      Set<DeviceSeries> devices = gather(batch);
      try {
        commitOrGiveUp(batch, devices);
      } finally {
        devices.forEach(DeviceSeries::forgetGathered);
        intake.taken(batch);
      }
    }
    settleTimes();
  }

  /** The clock was wrong and is right again: what came meanwhile goes to its time. */
  private void settleTimes() {
    for (var due = arrivals.unsettled(); due.isPresent(); due = arrivals.unsettled()) {
      tails.stillness().writeLock().lock();
      try {
        arrivals.settle(due.get(), journal.committed());
        tails.move(catalogue.devices(), due.get());
      } catch (Problem later) {
        log.warn("Readings could not be moved to their time yet, trying again", later);
        return;
      } finally {
        tails.stillness().writeLock().unlock();
      }
    }
  }

  /** One sealed part for each device, so that its key alone decides over its readings. */
  private static Set<DeviceSeries> gather(Batch batch) {
    Set<DeviceSeries> devices = new LinkedHashSet<>();
    for (int i = 0; i < batch.size(); i++) {
      DeviceSeries device = batch.series(i).device();
      device.gather(batch.series(i), batch.reading(i));
      devices.add(device);
    }
    return devices;
  }

  private void commitOrGiveUp(Batch batch, Set<DeviceSeries> devices) {
    long end = System.nanoTime() + patience.toNanos();
    Duration pause = FIRST_PAUSE;
    while (true) {
      Problem failure;
      try {
        commit(batch, devices);
        receive(batch);
        return;
      } catch (Problem problem) {
        failure = problem;
      } catch (RuntimeException fault) {
        failure =
            new Broken(
                "store-failed", "The store failed in a way it should not; see the log.", fault);
      }
      if (intake.isClosed() || System.nanoTime() - end >= 0) {
        giveUp(batch, failure);
        return;
      }
      if (pause.equals(FIRST_PAUSE)) {
        log.warn("{} readings could not be committed yet, trying again", batch.size(), failure);
      }
      intake.pause(pause);
      Duration doubled = pause.multipliedBy(2);
      pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }
  }

  /** What others do on receiving must not hold up the next commit. */
  private void receive(Batch batch) {
    if (batch.isAwaited()) {
      receipts.execute(batch::complete);
    } else {
      batch.complete();
    }
  }

  private void giveUp(Batch batch, Problem failure) {
    long all = dropped.addAndGet(batch.size());
    log.error(
        "{} readings had to be dropped, {} since start: {}",
        batch.size(),
        all,
        failure.sentence(),
        failure);
    receipts.execute(() -> batch.fail(failure));
  }

  private void commit(Batch batch, Set<DeviceSeries> devices) {
    tails.awaitRoom();
    tails.stillness().readLock().lock();
    try {
      commitStill(batch, devices);
    } finally {
      tails.stillness().readLock().unlock();
    }
  }

  private void commitStill(Batch batch, Set<DeviceSeries> devices) {
    catalogue.store(devices);
    List<Part> parts = new ArrayList<>(devices.size());
    for (DeviceSeries device : devices) {
      form.begin();
      for (int i = 0; i < device.gathered().size(); i++) {
        arrivals.place(device.gathered(), i);
        form.add(device.gatheredSeries(i).ordinal(), device.gathered(), i);
      }
      parts.add(new Part(device.key().orElseThrow(), form.count(), form.toBytes()));
    }
    long now = System.nanoTime();
    boolean lasting = batch.isUrgent() || now - flushed >= FLUSH_NANOS;
    long first = journal.append(parts, lasting);
    if (lasting) {
      flushed = now;
    }
    tails.add(devices, first);
  }
}
