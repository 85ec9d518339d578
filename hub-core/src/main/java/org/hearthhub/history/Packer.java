package org.hearthhub.history;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.hearthhub.history.Tails.Pending;
import org.hearthhub.problem.Problem;
import org.hearthhub.vault.ChunkStore;
import org.hearthhub.vault.ChunkStore.Packing;
import org.hearthhub.vault.JournalStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves readings from the journal into chunks, a few series in a commit, while others are
 * journalled. A series' chunks and the mark up to where it is packed change in one commit, so a
 * kill at any moment leaves each reading in one place. One thread runs it.
 */
final class Packer implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(Packer.class);

  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** What is not packed when the hub stops is packed after the next start. */
  private static final long LAST_NANOS = Duration.ofMillis(400).toNanos();

  /** In readings. */
  private static final long WORTH_TRIMMING = 65_536;

  private final Catalogue catalogue;
  private final Tails tails;
  private final JournalStore journal;
  private final ChunkStore chunks;
  private final Supplier<ZoneId> zone;
  private final Consumer<Series> told;
  private long trimmedTo;

  /**
   * @param told each series that was packed
   */
  Packer(
      Catalogue catalogue,
      Tails tails,
      JournalStore journal,
      ChunkStore chunks,
      Supplier<ZoneId> zone,
      Consumer<Series> told) {
    this.catalogue = catalogue;
    this.tails = tails;
    this.journal = journal;
    this.chunks = chunks;
    this.zone = zone;
    this.told = told;
  }

  @Override
  public void run() {
    try (ChunkForm form = new ChunkForm()) {
      SeriesPacking packing = new SeriesPacking(chunks, form, zone);
      boolean more = true;
      while (more) {
        try {
          more = workOnce(packing);
        } catch (RuntimeException failure) {
          log.warn("Readings could not be packed yet, trying again", failure);
          tails.retryLater(PAUSE);
        }
      }
      packLast(packing);
    }
  }

  private boolean workOnce(SeriesPacking packing) {
    switch (tails.awaitWork()) {
      case Tails.Work.Some(var series) -> {
        pack(packing, series);
        trim(WORTH_TRIMMING);
      }
      case Tails.Work.Sweep(long before) -> sweep(packing, before, Long.MAX_VALUE);
      case Tails.Work.Nothing() -> {
        return false;
      }
    }
    return true;
  }

  private void packLast(SeriesPacking packing) {
    try {
      sweep(packing, Long.MAX_VALUE, LAST_NANOS);
    } catch (Problem failure) {
      log.warn("Readings stay in the journal and will be packed after the next start", failure);
    }
  }

  private void sweep(SeriesPacking packing, long before, long nanos) {
    long begun = System.nanoTime();
    List<Series> all = tails.begunBefore(catalogue.devices(), before);
    for (int i = 0; i < all.size(); i += Tails.SERIES_AT_ONCE) {
      if (System.nanoTime() - begun > nanos) {
        return;
      }
      pack(packing, all.subList(i, Math.min(all.size(), i + Tails.SERIES_AT_ONCE)));
    }
    trim(1);
  }

  /** Shortens the journal if it is worth it. */
  private void trim(long least) {
    long below = tails.unpackedFrom(catalogue.devices());
    if (below - trimmedTo < least) {
      return;
    }
    while (journal.trim(below)) {
      // a few rows at a time, so that commits of readings come in between
    }
    trimmedTo = below;
  }

  private void packed(Series series, Packing packing) {
    series.setHasOpenChunk(true);
    series.setPackedDay(packing.open().chunk().lastDay());
    packing.mark().ifPresent(series::setMark);
    told.accept(series);
  }

  /**
   * @param some in the order of their pseudonyms, in which rolling up locks them too
   */
  private void pack(SeriesPacking packing, List<Series> some) {
    List<Series> held = new ArrayList<>();
    tails.stillness().readLock().lock();
    try {
      List<Pending> pending = new ArrayList<>();
      List<Packing> packings = new ArrayList<>();
      for (Series series : some) {
        series.packing().writeLock().lock();
        held.add(series);
        Pending tail = tails.pending(series);
        if (!tail.samples().isEmpty()) {
          catalogue.renewKey(series.device());
          packings.add(packing.plan(tail));
          pending.add(tail);
        }
      }
      if (!packings.isEmpty()) {
        chunks.pack(packings);
        tails.packed(pending);
        for (int i = 0; i < packings.size(); i++) {
          packed(pending.get(i).series(), packings.get(i));
        }
      }
    } finally {
      held.forEach(series -> series.packing().writeLock().unlock());
      tails.stillness().readLock().unlock();
    }
  }
}
