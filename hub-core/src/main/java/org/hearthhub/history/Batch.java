package org.hearthhub.history;

import java.util.Arrays;
import java.util.concurrent.CompletionStage;
import org.hearthhub.problem.Problem;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.Value;

/**
 * Readings that will be committed together. All that wait for it share one receipt: a future for
 * each reading would cost more than the reading. Guarded by {@link Intake} until it is taken.
 */
final class Batch {
  private Series[] series = new Series[64];
  private Reading[] readings = new Reading[64];
  private int size;
  private int weight;
  private boolean urgent;
  private long begun;
  private final Receipt receipt = new Receipt();

  void add(Series to, Reading reading) {
    if (size == series.length) {
      series = Arrays.copyOf(series, size * 2);
      readings = Arrays.copyOf(readings, size * 2);
    }
    series[size] = to;
    readings[size] = reading;
    size++;
    weight += weight(reading);
  }

  /** In the room of how many plain readings: long texts must not fill the memory. */
  static int weight(Reading reading) {
    return switch (reading.value()) {
      case Value.Text(String text) -> 1 + text.length() / 64;
      case Value.Structure(String json) -> 1 + json.length() / 64;
      case Value.Num number -> 1;
      case Value.Bool truth -> 1;
    };
  }

  int size() {
    return size;
  }

  int weight() {
    return weight;
  }

  Series series(int index) {
    return series[index];
  }

  Reading reading(int index) {
    return readings[index];
  }

  boolean isUrgent() {
    return urgent;
  }

  void setUrgent() {
    urgent = true;
  }

  /** By the clock of {@link System#nanoTime}. */
  long begun() {
    return begun;
  }

  void setBegun(long nanos) {
    begun = nanos;
  }

  CompletionStage<Void> receipt() {
    return receipt;
  }

  /** Whether somebody did something with the receipt that is to happen at its completion. */
  boolean isAwaited() {
    return receipt.getNumberOfDependents() > 0;
  }

  void complete() {
    receipt.committed();
  }

  void fail(Problem problem) {
    receipt.dropped(problem);
  }
}
