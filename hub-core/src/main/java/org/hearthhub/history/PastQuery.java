package org.hearthhub.history;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.hearthhub.problem.Invalid;
import org.hearthhub.thing.Reading;
import org.hearthhub.vault.ChunkStore;
import org.hearthhub.vault.ChunkStore.Chunk;

/** Answers questions about the past from chunks and tails. Thread-safe. */
final class PastQuery {
  private static final int MOST_POINTS = 5_000;
  private static final long DAY_MILLIS = 86_400_000;

  private final Tails tails;
  private final ChunkStore chunks;
  private final ChunkForms forms;

  PastQuery(Tails tails, ChunkStore chunks, ChunkForms forms) {
    this.tails = tails;
    this.chunks = chunks;
    this.forms = forms;
  }

  /** Made of a query that was checked. */
  record Span(long from, long to, int most) {
    /**
     * @throws Invalid if the span or the number of points is out of range
     */
    static Span of(Instant from, Instant to, int most) {
      if (from.isAfter(to)) {
        throw new Invalid(
            "bad-span", "The span of time ends before it begins. Exchange 'from' and 'to'.");
      }
      if (most < 1 || most > MOST_POINTS) {
        throw new Invalid("bad-points", "Ask for 1 to 5,000 points at a time.");
      }
      return new Span(Samples.millis(from), Samples.millis(to), most);
    }
  }

  Past query(Series series, Span span) {
    // Packing moves readings from the tail to chunks: they must be seen in one place, and once.
    series.packing().readLock().lock();
    try {
      long from = Math.max(span.from(), firstMilli(series));
      long to = Math.min(span.to(), lastMilli(series) + 1);
      if (from >= to) {
        return new Past.Readings(List.of());
      }
      Samples tail = tails.locked(() -> series.tail().inOrder(from, to));
      Merging merging = new Merging(new Answer(from, to, span.most()), tail);
      chunks.read(
          series.pseudonym(),
          SeriesPacking.day(from),
          full -> {
            ChunkForm.Span chunk = ChunkForm.span(full.chunk().plain());
            if (chunk.last() >= from && chunk.first() < to) {
              merging.add(full.chunk());
            }
            return chunk.first() < to;
          },
          open -> merging.add(open.chunk()));
      return merging.past();
    } finally {
      series.packing().readLock().unlock();
    }
  }

  private long firstMilli(Series series) {
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

  private long lastMilli(Series series) {
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
    private final Answer answer;
    private final Samples tail;
    private int next;

    Merging(Answer answer, Samples tail) {
      this.answer = answer;
      this.tail = tail;
    }

    void add(Chunk chunk) {
      Optional<Samples> read = forms.read(chunk);
      if (read.isEmpty()) {
        return;
      }
      Samples samples = read.get();
      for (int i = 0; i < samples.size(); i++) {
        while (next < tail.size() && tail.time(next) < samples.time(i)) {
          answer.add(tail, next++);
        }
        answer.add(samples, i);
      }
    }

    Past past() {
      while (next < tail.size()) {
        answer.add(tail, next++);
      }
      return answer.past();
    }
  }
}
