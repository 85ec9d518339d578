package org.hearthhub.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.Lock;
import org.hearthhub.vault.ChunkStore;
import org.hearthhub.vault.ChunkStore.Chunk;
import org.hearthhub.vault.ChunkStore.Cut;
import org.hearthhub.vault.ChunkStore.FullChunk;
import org.hearthhub.vault.ChunkStore.OpenChunk;
import org.hearthhub.vault.RollupStore.Mark;

/**
 * Cuts the oldest off a series: readings that are rolled up, then hours, then days. A chunk that is
 * partly too old loses its beginning. The last reading stays, for what a property holds is known.
 * Not thread-safe.
 */
final class Cutting {
  /** So that a commit stays short. */
  private static final int CHUNKS_AT_ONCE = 256;

  private final ChunkStore chunks;
  private final ChunkForms reading;
  private final RollUps rollUps;
  private final Zones zones;
  private final Lock still;

  /**
   * @param still held while something is sealed, so that no key is taken away meanwhile
   */
  Cutting(ChunkStore chunks, ChunkForms reading, RollUps rollUps, Zones zones, Lock still) {
    this.chunks = chunks;
    this.reading = reading;
    this.rollUps = rollUps;
    this.zones = zones;
    this.still = still;
  }

  /**
   * Removes the readings from before a day, as far as they are rolled up.
   *
   * @return whether anything went
   */
  boolean readings(Series series, int fromDay) {
    boolean any = false;
    boolean more = true;
    while (more) {
      still.lock();
      series.packing().writeLock().lock();
      try {
        Mark mark = series.mark();
        int from = Math.max(Math.min(fromDay, mark.toDay()), mark.rawFrom());
        Optional<Cut> cut = from == Integer.MIN_VALUE ? Optional.empty() : plan(series, from);
        cut.ifPresent(
            done -> {
              chunks.cut(done);
              series.setMark(done.mark());
            });
        any |= cut.isPresent();
        more = cut.isPresent() && cut.get().gone().size() == CHUNKS_AT_ONCE;
      } finally {
        series.packing().writeLock().unlock();
        still.unlock();
      }
    }
    return any;
  }

  private Optional<Cut> plan(Series series, int fromDay) {
    long from = Rolling.firstHour(StepGrid.hours(zones.zone()), fromDay);
    List<Long> gone = new ArrayList<>();
    List<FullChunk> shortened = new ArrayList<>();
    List<OpenChunk> open = new ArrayList<>();
    chunks.read(
        series.pseudonym(),
        Integer.MIN_VALUE,
        full -> {
          ChunkForm.Span span = ChunkForm.span(full.chunk().plain());
          if (span.last() < from) {
            gone.add(full.id());
            return gone.size() < CHUNKS_AT_ONCE;
          }
          if (span.first() < from) {
            cut(full.chunk(), from)
                .ifPresent(rest -> shortened.add(new FullChunk(full.id(), rest)));
          }
          return false;
        },
        newest -> {
          if (ChunkForm.span(newest.chunk().plain()).first() < from) {
            cut(newest.chunk(), from)
                .ifPresent(rest -> open.add(new OpenChunk(rest, newest.journalTo())));
          }
        });
    if (gone.isEmpty() && shortened.isEmpty() && open.isEmpty()) {
      return Optional.empty();
    }
    Mark mark = series.mark();
    return Optional.of(
        new Cut(
            series.pseudonym(),
            gone,
            shortened.stream().findFirst(),
            open.stream().findFirst(),
            new Mark(
                mark.toDay(),
                Math.max(mark.rawFrom(), fromDay),
                mark.hoursFrom(),
                mark.zone(),
                mark.due())));
  }

  /** Empty if nothing of it goes. */
  private Optional<Chunk> cut(Chunk chunk, long from) {
    Optional<Samples> read = reading.read(chunk);
    if (read.isEmpty()) {
      return Optional.empty();
    }
    Samples all = read.get();
    int first = 0;
    while (first < all.size() - 1 && all.time(first) < from) {
      first++;
    }
    if (first == 0) {
      return Optional.empty();
    }
    Samples rest = all.range(first, all.size());
    try (ChunkForm form = new ChunkForm()) {
      return Optional.of(
          new Chunk(
              chunk.key(),
              SeriesPacking.day(rest.time(0)),
              SeriesPacking.day(rest.time(rest.size() - 1)),
              rest.size(),
              form.write(rest)));
    }
  }

  /**
   * Removes hours, or days, from before a day, as far as their readings are gone.
   *
   * @return whether anything went
   */
  boolean rollUps(Series series, int level, int fromDay) {
    still.lock();
    series.packing().writeLock().lock();
    try {
      Mark mark = series.mark();
      int from = Math.min(fromDay, mark.rawFrom());
      OptionalLong first =
          from == Integer.MIN_VALUE ? OptionalLong.empty() : rollUps.first(series, level);
      long before = from == Integer.MIN_VALUE ? 0 : from * StepGrid.DAY;
      if (first.isEmpty() || first.getAsLong() >= before) {
        return false;
      }
      Mark next =
          new Mark(
              mark.toDay(),
              mark.rawFrom(),
              Math.max(mark.hoursFrom(), from),
              mark.zone(),
              mark.due());
      int block = RollUps.number(level, zones.zone(), before);
      var rest = rollUps.shortened(series, level, block, before);
      rollUps.store().cut(series.pseudonym(), level, block, rest, next);
      series.setMark(next);
      return true;
    } finally {
      series.packing().writeLock().unlock();
      still.unlock();
    }
  }
}
