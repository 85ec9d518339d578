package org.hearthhub.history;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import org.hearthhub.thing.Reading;
import org.hearthhub.vault.ChunkStore;
import org.hearthhub.vault.ChunkStore.Chunk;

/** Reads readings from chunks and tails, in order of time. Thread-safe. */
final class PastReader {
  private static final long DAY_MILLIS = 86_400_000;

  private final Tails tails;
  private final ChunkStore chunks;
  private final ChunkForms forms;

  PastReader(Tails tails, ChunkStore chunks, ChunkForms forms) {
    this.tails = tails;
    this.chunks = chunks;
    this.forms = forms;
  }

  /**
   * All readings of a span, one after the other. The series' packing is locked by the caller:
   * packing moves readings from the tail to chunks, and they must be seen in one place, and once.
   */
  void read(Series series, long from, long to, Collector collector) {
    readWhile(series, from, to, collector, () -> true);
  }

  /** As {@link #read}, until the collector has enough; asked between two chunks. */
  void readWhile(Series series, long from, long to, Collector collector, BooleanSupplier more) {
    readWhile(series, from, to, collector, more, tail(series, from, to));
  }

  /** The readings of a span that are not packed yet; locked as for {@link #read}. */
  Samples tail(Series series, long from, long to) {
    return tails.locked(() -> series.tail().inOrder(from, to));
  }

  /** As {@link #readWhile}, but only what is packed. */
  void readPacked(Series series, long from, long to, Collector collector, BooleanSupplier more) {
    readWhile(series, from, to, collector, more, new Samples(4));
  }

  private void readWhile(
      Series series, long from, long to, Collector collector, BooleanSupplier more, Samples tail) {
    Merging merging = new Merging(collector, tail, from, to);
    chunks.read(
        series.pseudonym(),
        SeriesPacking.day(from),
        full -> {
          ChunkForm.Span chunk = ChunkForm.span(full.chunk().plain());
          if (chunk.last() >= from && chunk.first() < to) {
            merging.add(full.chunk());
          }
          return chunk.first() < to && more.getAsBoolean();
        },
        open -> merging.add(open.chunk()));
    if (more.getAsBoolean()) {
      merging.end();
    }
  }

  /** The last reading before a time; locked as for {@link #read}. */
  Optional<Samples> before(Series series, long time) {
    Samples found = new Samples(4);
    Samples tail = tails.locked(() -> series.tail().inOrder(Long.MIN_VALUE, time));
    keepLast(found, tail, time);
    chunks.readBack(
        series.pseudonym(),
        SeriesPacking.day(time),
        chunk -> {
          if (ChunkForm.span(chunk.plain()).first() < time) {
            forms.read(chunk).ifPresent(samples -> keepLast(found, samples, time));
            return false;
          }
          return true;
        });
    return found.isEmpty() ? Optional.empty() : Optional.of(found);
  }

  private static void keepLast(Samples found, Samples samples, long before) {
    for (int i = samples.size() - 1; i >= 0; i--) {
      if (samples.time(i) < before) {
        if (found.isEmpty() || samples.time(i) > found.time(0)) {
          found.clear();
          found.add(samples, i);
        }
        return;
      }
    }
  }

  long firstMilli(Series series) {
    OptionalInt day = chunks.firstDay(series.pseudonym());
    long packed = day.isPresent() ? day.getAsInt() * DAY_MILLIS : Long.MAX_VALUE;
    return tails.locked(
        () -> {
          long first = packed;
          for (int i = 0; i < series.tail().size(); i++) {
            first = Math.min(first, series.tail().time(i));
          }
          return first;
        });
  }

  long lastMilli(Series series) {
    ensureLast(series);
    return tails.locked(series::lastTime);
  }

  Optional<Reading> last(Series series) {
    ensureLast(series);
    return tails.locked(series::last);
  }

  /** The last packed reading is read once, when it is first asked for. */
  private void ensureLast(Series series) {
    if (tails.locked(series::lastIsSure)) {
      return;
    }
    Samples packed =
        chunks
            .open(series.pseudonym())
            .flatMap(open -> forms.read(open.chunk()))
            .orElseGet(Samples::new);
    tails.locked(
        () -> {
          series.considerPacked(packed);
          return true;
        });
  }

  /** Chunks are in order, and the tail, whose readings may be late, goes in between. */
  private final class Merging {
    private final Collector collector;
    private final Samples tail;
    private final long from;
    private final long to;
    private int next;

    Merging(Collector collector, Samples tail, long from, long to) {
      this.collector = collector;
      this.tail = tail;
      this.from = from;
      this.to = to;
    }

    void add(Chunk chunk) {
      Optional<Samples> read = forms.read(chunk);
      if (read.isEmpty()) {
        return;
      }
      Samples samples = read.get();
      for (int i = 0; i < samples.size(); i++) {
        long time = samples.time(i);
        while (next < tail.size() && tail.time(next) < time) {
          collector.add(tail, next++);
        }
        if (time >= from && time < to) {
          collector.add(samples, i);
        }
      }
    }

    void end() {
      while (next < tail.size()) {
        collector.add(tail, next++);
      }
    }
  }
}
