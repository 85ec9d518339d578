package org.hearthhub.history;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.Value;
import org.hearthhub.vault.Vault;

/** Devices that count, so that what is missing, twice or out of order in their past is seen. */
final class CountedPast {
  static final AffordanceName COUNT = AffordanceName.of("count");
  static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final int MOST = 5_000;

  private CountedPast() {}

  static History history(Vault vault) {
    return new History(vault, InstantSource.system());
  }

  static DeviceId device(int number) {
    return new DeviceId(new UUID(7, number));
  }

  /** Committed when this returns. */
  static void report(History history, DeviceId device, int from, int to) {
    List<Reading> readings = new ArrayList<>();
    for (int i = from; i < to; i++) {
      readings.add(new Reading(COUNT, Value.of(i), START.plusMillis(i)));
    }
    history.appendNow(device, readings).toCompletableFuture().join();
  }

  static List<Integer> counts(History history, DeviceId device) {
    Past past = history.query(device, COUNT, START, START.plusSeconds(3600), MOST);
    return ((Past.Readings) past)
        .points().stream().map(point -> (int) ((Value.Num) point.value()).value()).toList();
  }

  static List<Integer> numbers(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }
}
