package org.hearthhub.history;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.hearthhub.history.Tails.Pending;
import org.hearthhub.problem.Broken;
import org.hearthhub.vault.ChunkStore;
import org.hearthhub.vault.ChunkStore.Chunk;
import org.hearthhub.vault.ChunkStore.FullChunk;
import org.hearthhub.vault.ChunkStore.OpenChunk;
import org.hearthhub.vault.ChunkStore.Packing;
import org.hearthhub.vault.DataKeyId;
import org.hearthhub.vault.RollupStore.Mark;

/**
 * Works out where a series' new readings go: nearly always behind the open chunk, and those that
 * come late into the chunk where they belong. Not thread-safe.
 */
final class SeriesPacking {
  private static final int DAY_MILLIS = 86_400_000;

  private final ChunkStore chunks;
  private final ChunkForm form;
  private final Supplier<ZoneId> zone;

  SeriesPacking(ChunkStore chunks, ChunkForm form, Supplier<ZoneId> zone) {
    this.chunks = chunks;
    this.form = form;
    this.zone = zone;
  }

  /** The day of a time, counted from 1970-01-01 UTC: all that the files say of it. */
  static int day(long millis) {
    return Math.toIntExact(Math.floorDiv(millis, (long) DAY_MILLIS));
  }

  Packing plan(Pending tail) {
    Series series = tail.series();
    Samples all = tail.samples().inOrder();
    Samples pending = all;
    Samples open = openSamples(series);
    DataKeyId key = series.device().key().orElseThrow();
    List<Long> gone = new ArrayList<>();
    List<Chunk> full = new ArrayList<>();
    if (!open.isEmpty() && pending.time(0) < open.time(0)) {
      pending = placeLate(series, key, pending, open.time(0), gone, full);
    }
    Samples merged = Samples.merge(open, pending);
    int packed = addFull(series, key, merged, full);
    Chunk rest = chunk(key, merged.range(packed, merged.size()));
    return new Packing(
        series.pseudonym(), gone, full, new OpenChunk(rest, tail.packsTo()), due(series, all));
  }

  /**
   * Full chunks as long as there are more readings: one stays for the open chunk, so that the last
   * is always there.
   *
   * @return how many went into chunks
   */
  private int addFull(Series series, DataKeyId key, Samples samples, List<Chunk> full) {
    int from = 0;
    int count = series.chunkSize();
    while (samples.size() - from > count) {
      Chunk chunk = chunk(key, samples.range(from, from + count));
      int octets = chunk.plain().length;
      if (octets > ChunkForm.FITTING && count > ChunkForm.LEAST) {
        count = fitting(count, octets);
        chunk = chunk(key, samples.range(from, from + count));
      }
      full.add(chunk);
      from += chunk.readings();
      count = fitting(count, chunk.plain().length);
    }
    series.setChunkSize(count);
    return from;
  }

  /** How many readings fit, as a number of them takes so many octets; with a little to spare. */
  private static int fitting(int readings, int octets) {
    return Math.clamp(
        (ChunkForm.FITTING - 10L) * readings / octets, ChunkForm.LEAST, ChunkForm.LARGEST);
  }

  /** Where readings come for days that are rolled up, those days are to be rolled up anew. */
  private Optional<Mark> due(Series series, Samples pending) {
    Mark mark = series.mark();
    Set<Integer> due = new TreeSet<>(mark.due());
    StepGrid hours = StepGrid.hours(zone.get());
    for (int i = 0; i < pending.size(); i++) {
      int day = day(hours.start(pending.time(i)));
      if (day >= mark.toDay()) {
        break; // they are in order
      }
      due.add(day);
    }
    return due.size() == mark.due().size()
        ? Optional.empty()
        : Optional.of(
            new Mark(
                mark.toDay(), mark.rawFrom(), mark.hoursFrom(), mark.zone(), List.copyOf(due)));
  }

  private Samples openSamples(Series series) {
    if (!series.hasOpenChunk()) {
      return new Samples();
    }
    Optional<Samples> open = chunks.open(series.pseudonym()).flatMap(chunk -> read(chunk.chunk()));
    if (open.isEmpty()) {
      chunks.setAside(series.pseudonym());
    }
    return open.orElseGet(Samples::new);
  }

  private Optional<Samples> read(Chunk chunk) {
    try {
      return Optional.of(form.read(chunk.plain()));
    } catch (Broken nonsense) {
      return Optional.empty();
    }
  }

  private Chunk chunk(DataKeyId key, Samples samples) {
    return new Chunk(
        key,
        day(samples.time(0)),
        day(samples.time(samples.size() - 1)),
        samples.size(),
        form.write(samples));
  }

  /**
   * Merges what is earlier than the open chunk into the full chunks. A chunk that is written anew
   * gets a new name, and chunks of one day are ordered by name, so those after it that begin on the
   * same day are written anew as well.
   *
   * @return what is not late, and what there is no full chunk for
   */
  private Samples placeLate(
      Series series,
      DataKeyId key,
      Samples pending,
      long openFrom,
      List<Long> gone,
      List<Chunk> full) {
    Samples late = pending.inOrder(Long.MIN_VALUE, openFrom);
    Rewriting rewriting = new Rewriting(key, late, gone, full);
    chunks.read(
        series.pseudonym(),
        day(late.time(0)),
        chunk -> {
          rewriting.next(chunk);
          return !rewriting.isDone();
        },
        open -> {});
    rewriting.end();
    return Samples.merge(rewriting.rest(), pending.inOrder(openFrom, Long.MAX_VALUE));
  }

  /** Goes through the full chunks in order, one behind, as a chunk ends where the next begins. */
  private final class Rewriting {
    private final DataKeyId key;
    private final Samples late;
    private final List<Long> gone;
    private final List<Chunk> full;
    private Optional<FullChunk> host = Optional.empty();
    private int placed;
    private int rewrittenDay = Integer.MIN_VALUE;

    Rewriting(DataKeyId key, Samples late, List<Long> gone, List<Chunk> full) {
      this.key = key;
      this.late = late;
      this.gone = gone;
      this.full = full;
    }

    void next(FullChunk next) {
      long begins = ChunkForm.span(next.chunk().plain()).first();
      host.ifPresent(chunk -> rewrite(chunk, begins));
      host = Optional.of(next);
    }

    void end() {
      host.ifPresent(chunk -> rewrite(chunk, Long.MAX_VALUE));
      host = Optional.empty();
    }

    boolean isDone() {
      return placed == late.size()
          && host.map(chunk -> chunk.chunk().firstDay() != rewrittenDay).orElse(true);
    }

    Samples rest() {
      return late.range(placed, late.size());
    }

    private void rewrite(FullChunk chunk, long before) {
      int from = placed;
      while (placed < late.size() && late.time(placed) < before) {
        placed++;
      }
      if (from == placed && chunk.chunk().firstDay() != rewrittenDay) {
        return;
      }
      Samples merged = Samples.merge(form.read(chunk.chunk().plain()), late.range(from, placed));
      gone.add(chunk.id());
      int pieces = Math.ceilDiv(merged.size(), ChunkForm.FULL);
      for (int piece = 0; piece < pieces; piece++) {
        int start = (int) ((long) merged.size() * piece / pieces);
        int stop = (int) ((long) merged.size() * (piece + 1) / pieces);
        Chunk written = chunk(key, merged.range(start, stop));
        full.add(written);
        rewrittenDay = written.firstDay();
      }
    }
  }
}
