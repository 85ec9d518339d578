package org.hearthhub.history;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hearthhub.problem.Invalid;
import org.hearthhub.thing.Value;

/** Answers questions about the past. Thread-safe. */
final class PastQuery {
  static final int MOST_POINTS = 5_000;

  private final PastReader reader;
  private final Supplier<ZoneId> zone;
  private final InstantSource clock;

  PastQuery(PastReader reader, Supplier<ZoneId> zone, InstantSource clock) {
    this.reader = reader;
    this.zone = zone;
    this.clock = clock;
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

    boolean isEmpty() {
      return from >= to;
    }
  }

  Past readings(Series series, Span asked) {
    return over(
        series,
        asked,
        span -> {
          Answer answer = new Answer(zone.get(), span.from(), span.to(), span.most());
          read(series, span, answer);
          return answer.past(List.of());
        });
  }

  Past.Readings peaks(Series series, Span asked) {
    return over(
        series,
        asked,
        span -> {
          Peaks peaks = new Peaks(span.from(), span.to(), span.most());
          read(series, span, peaks);
          return new Past.Readings(Answer.points(peaks.samples()));
        });
  }

  PastStates states(Series series, Span asked) {
    return inPlace(
        series,
        () -> {
          StateAnswer answer = new StateAnswer(zone.get(), asked.from(), asked.to(), asked.most());
          reader.before(series, asked.from()).ifPresent(one -> answer.before(one.value(0)));
          Span span = cut(series, asked);
          read(series, span, answer);
          return answer.past(List.of(), clock.millis());
        });
  }

  PastIncreases increases(Series series, Span asked) {
    return over(
        series,
        asked,
        span -> {
          long length =
              span.isEmpty()
                  ? StepGrid.DAY
                  : StepLength.millis(zone.get(), span.from(), span.to(), span.most());
          IncreaseAnswer answer = new IncreaseAnswer(zone.get(), span.from(), span.to(), length);
          reader
              .before(series, span.from())
              .filter(one -> one.value(0) instanceof Value.Num)
              .ifPresent(one -> answer.before(one.number(0)));
          read(series, span, answer);
          return answer.past(List.of());
        });
  }

  private void read(Series series, Span span, Collector collector) {
    if (!span.isEmpty()) {
      reader.read(series, span.from(), span.to(), collector);
    }
  }

  private <T> T over(Series series, Span asked, Function<Span, T> work) {
    return inPlace(series, () -> work.apply(cut(series, asked)));
  }

  private static <T> T inPlace(Series series, Supplier<T> work) {
    series.packing().readLock().lock();
    try {
      return work.get();
    } finally {
      series.packing().readLock().unlock();
    }
  }

  /** To where there are readings, so that steps are as fine as can be. */
  private Span cut(Series series, Span asked) {
    long from = Math.max(asked.from(), reader.firstMilli(series));
    long to = Math.min(asked.to(), reader.lastMilli(series) + 1);
    return from < to
        ? new Span(from, to, asked.most())
        : new Span(asked.from(), asked.from(), asked.most());
  }
}
