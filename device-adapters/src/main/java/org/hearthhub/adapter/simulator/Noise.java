package org.hearthhub.adapter.simulator;

import java.time.Duration;
import java.time.Instant;

/**
 * Chance that is a function of time: the same seed gives the same day again, however often it is
 * asked. Immutable.
 */
record Noise(long seed) {
  /** An independent one. */
  Noise of(String name) {
    return new Noise(mix(seed ^ (name.hashCode() * 0x9E3779B97F4A7C15L)));
  }

  /** Wanders smoothly between -1 and 1, somewhere new about once in a period. */
  double smooth(Instant when, Duration period) {
    double position = (double) when.toEpochMilli() / period.toMillis();
    long slot = (long) Math.floor(position);
    double within = position - slot;
    double weight = within * within * (3 - 2 * within);
    return 2 * (chance(slot) * (1 - weight) + chance(slot + 1) * weight) - 1;
  }

  /** Between 0 and 1, the same for the whole of each period. */
  double steady(Instant when, Duration period) {
    return chance(Math.floorDiv(when.toEpochMilli(), period.toMillis()));
  }

  /** Between 0 and 1, the same for each number. */
  double chance(long number) {
    return (mix(seed + number * 0xD1342543DE82EF95L) >>> 11) * 0x1.0p-53;
  }

  private static long mix(long bits) {
    long z = bits + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
