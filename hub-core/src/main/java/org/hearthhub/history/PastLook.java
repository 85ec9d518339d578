package org.hearthhub.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.hearthhub.problem.Broken;
import org.hearthhub.vault.InnerLook;

/**
 * Looks into the readings of a store that is checked: whether each row holds as many as it says, of
 * the days that it says, in order, and whether chunks of a series overlap. Keeps two times of each
 * chunk. Not thread-safe.
 */
public final class PastLook implements InnerLook, AutoCloseable {
  private static final String UNREADABLE = "It opens, but what is in it cannot be read.";

  private final boolean thorough;
  private final ChunkForm form = new ChunkForm();
  private final Map<Long, List<ChunkForm.Span>> spans = new HashMap<>();

  /**
   * @param thorough whether each reading is looked at, or only what stands before them
   */
  public PastLook(boolean thorough) {
    this.thorough = thorough;
  }

  @Override
  public Optional<String> part(int readings, byte[] plain) {
    return read(
        () -> {
          int[] found = new int[1];
          PartForm.read(
              plain, readings, (series, time, kind, number, text, device, flags) -> found[0]++);
          return counted(readings, found[0]);
        });
  }

  @Override
  public Optional<String> chunk(long series, Outside outside, byte[] plain) {
    return read(
        () -> {
          ChunkForm.Span span = ChunkForm.span(plain);
          spans.computeIfAbsent(series, unknown -> new ArrayList<>()).add(span);
          Optional<String> wrong = counted(outside.readings(), span.count());
          if (wrong.isPresent()) {
            return wrong;
          }
          if (SeriesPacking.day(span.first()) != outside.firstDay()
              || SeriesPacking.day(span.last()) != outside.lastDay()) {
            return Optional.of("It opens, but holds readings of other days.");
          }
          return thorough ? inOrder(span, form.read(plain)) : Optional.empty();
        });
  }

  private static Optional<String> inOrder(ChunkForm.Span span, Samples samples) {
    long before = span.first();
    for (int i = 0; i < samples.size(); i++) {
      if (samples.time(i) < before || samples.time(i) > span.last()) {
        return Optional.of("It opens, but its readings are not in order.");
      }
      before = samples.time(i);
    }
    return counted(span.count(), samples.size());
  }

  private static Optional<String> counted(int said, int found) {
    return said == found
        ? Optional.empty()
        : Optional.of("It opens, but holds " + found + " readings.");
  }

  @Override
  public Optional<String> rollUp(byte[] plain) {
    return read(
        () -> {
          RollUpForm.read(plain);
          return Optional.empty();
        });
  }

  private interface Reading {
    Optional<String> wrong();
  }

  private static Optional<String> read(Reading reading) {
    try {
      return reading.wrong();
    } catch (Broken malformed) {
      return Optional.of(UNREADABLE);
    }
  }

  @Override
  public Set<Long> suspects() {
    Set<Long> suspects = new HashSet<>();
    spans.forEach(
        (series, all) -> {
          all.sort(
              Comparator.comparingLong(ChunkForm.Span::first)
                  .thenComparingLong(ChunkForm.Span::last));
          for (int i = 1; i < all.size(); i++) {
            if (all.get(i).first() < all.get(i - 1).last()) {
              suspects.add(series);
            }
          }
        });
    return suspects;
  }

  @Override
  public Optional<String> order(Consumer<Consumer<byte[]>> chunks) {
    return read(
        () -> {
          long[] last = {Long.MIN_VALUE};
          boolean[] overlap = new boolean[1];
          chunks.accept(
              plain -> {
                ChunkForm.Span span = ChunkForm.span(plain);
                overlap[0] |= span.first() < last[0];
                last[0] = Math.max(last[0], span.last());
              });
          return overlap[0]
              ? Optional.of("Chunks of one series overlap: readings may be there twice.")
              : Optional.empty();
        });
  }

  @Override
  public void close() {
    form.close();
  }
}
