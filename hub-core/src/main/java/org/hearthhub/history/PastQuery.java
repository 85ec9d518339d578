package org.hearthhub.history;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hearthhub.problem.Invalid;
import org.hearthhub.thing.Value;
import org.hearthhub.vault.ChunkStore;

/**
 * Answers questions about the past: of readings where they are few, of roll-ups where they are
 * many. Thread-safe.
 */
final class PastQuery {
  /** The hours of a year, and some. */
  static final int MOST_POINTS = 10_000;

  /** Less than a chunk has on average, whatever late readings and cuts did to it. */
  private static final int LEAST_IN_CHUNK = 128;

  /** From so many readings on, states and peaks are told of hours. */
  private static final long MANY = 200_000;

  private final PastReader reader;
  private final RolledReader rolled;
  private final ChunkStore chunks;
  private final Zones zones;
  private final InstantSource clock;

  PastQuery(
      PastReader reader, RolledReader rolled, ChunkStore chunks, Zones zones, InstantSource clock) {
    this.reader = reader;
    this.rolled = rolled;
    this.chunks = chunks;
    this.zones = zones;
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
        throw new Invalid("bad-points", "Ask for 1 to 10,000 points at a time.");
      }
      return new Span(Samples.millis(from), Samples.millis(to), most);
    }

    boolean isEmpty() {
      return from >= to;
    }
  }

  Past readings(Series series, Span asked) {
    return over(series, asked, span -> readingsOf(series, span));
  }

  private Past readingsOf(Series series, Span span) {
    Answer answer = new Answer(zones.zone(), span.from(), span.to(), span.most());
    if (!span.isEmpty()) {
      boolean gone = rolled.isBeforeReadings(series, span.from());
      long length = length(series, span);
      if (length >= StepGrid.HOUR && (gone || hasMoreThan(series, span, span.most()))) {
        answer.beginSteps(length);
        rolled.read(
            series, span.from(), span.to(), new StepGrid(zones.zone(), length), answer.steps());
      } else {
        reader.read(series, span.from(), span.to(), answer);
      }
    }
    return answer.past(gaps(series, span));
  }

  private long length(Series series, Span span) {
    return StepLength.millis(
        zones.zone(), span.from(), span.to(), span.most(), rolled.leastStep(series, span.from()));
  }

  /** Surely more; if not, there may be more all the same. */
  private boolean hasMoreThan(Series series, Span span, long many) {
    long inside =
        chunks.count(
                series.pseudonym(),
                SeriesPacking.day(span.from()) + 1,
                SeriesPacking.day(span.to()) - 1)
            - 1;
    return inside * LEAST_IN_CHUNK > many;
  }

  Past.Readings peaks(Series series, Span asked) {
    return over(
        series,
        asked,
        span -> {
          boolean many =
              rolled.isBeforeReadings(series, span.from()) || hasMoreThan(series, span, MANY);
          if (many
              && readingsOf(series, new Span(span.from(), span.to(), Math.max(1, span.most() / 2)))
                  instanceof Past.Steps steps) {
            return peaks(steps, span.most());
          }
          Peaks peaks = new Peaks(span.from(), span.to(), span.most());
          if (!span.isEmpty()) {
            reader.read(series, span.from(), span.to(), peaks);
          }
          return new Past.Readings(Answer.points(peaks.samples()), gaps(series, span));
        });
  }

  /** Of a step is known how high and how low it went, not when: one at its start, one halfway. */
  private static Past.Readings peaks(Past.Steps steps, int most) {
    List<Past.Point> points = new ArrayList<>();
    for (Past.Step step : steps.steps()) {
      boolean hasNumbers = !Double.isNaN(step.max());
      if (hasNumbers && step.min() < step.max() && most > 1) {
        points.add(new Past.Point(step.time(), Value.of(step.min())));
        points.add(
            new Past.Point(step.time().plus(steps.step().dividedBy(2)), Value.of(step.max())));
      } else {
        points.add(new Past.Point(step.time(), hasNumbers ? Value.of(step.max()) : step.last()));
      }
    }
    return new Past.Readings(points, steps.gaps());
  }

  PastStates states(Series series, Span asked) {
    return inPlace(
        series,
        () -> {
          StateAnswer answer =
              new StateAnswer(zones.zone(), asked.from(), asked.to(), asked.most());
          reader.before(series, asked.from()).ifPresent(one -> answer.before(one.value(0)));
          Span span = cut(series, asked);
          if (!span.isEmpty()) {
            long length = length(series, span);
            boolean many =
                rolled.isBeforeReadings(series, span.from()) || hasMoreThan(series, span, MANY);
            if (many && length >= StepGrid.HOUR) {
              Stepping steps = answer.beginSteps(length);
              rolled.read(
                  series, span.from(), span.to(), new StepGrid(zones.zone(), length), steps);
            } else {
              reader.read(series, span.from(), span.to(), answer);
            }
          }
          return answer.past(gaps(series, asked), clock.millis());
        });
  }

  PastIncreases increases(Series series, Span asked) {
    return over(
        series,
        asked,
        span -> {
          long length = span.isEmpty() ? StepGrid.DAY : length(series, span);
          IncreaseAnswer answer = new IncreaseAnswer(zones.zone(), span.from(), span.to(), length);
          reader
              .before(series, span.from())
              .filter(one -> one.value(0) instanceof Value.Num)
              .ifPresent(one -> answer.before(one.number(0)));
          if (!span.isEmpty() && length >= StepGrid.HOUR) {
            rolled.read(
                series, span.from(), span.to(), new StepGrid(zones.zone(), length), answer.steps());
          } else if (!span.isEmpty()) {
            reader.read(series, span.from(), span.to(), answer);
          }
          return answer.past(gaps(series, span));
        });
  }

  private List<Gap> gaps(Series series, Span span) {
    if (span.isEmpty()) {
      return List.of();
    }
    return chunks
        .missing(
            series.pseudonym(), SeriesPacking.day(span.from()), SeriesPacking.day(span.to() - 1))
        .stream()
        .map(
            missing ->
                new Gap(
                    Instant.ofEpochMilli(missing.firstDay() * StepGrid.DAY),
                    Instant.ofEpochMilli((missing.lastDay() + 1) * StepGrid.DAY),
                    missing.readings()))
        .toList();
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
    long from = Math.max(asked.from(), rolled.first(series));
    long to = Math.min(asked.to(), reader.lastMilli(series) + 1);
    return from < to
        ? new Span(from, to, asked.most())
        : new Span(asked.from(), asked.from(), asked.most());
  }
}
