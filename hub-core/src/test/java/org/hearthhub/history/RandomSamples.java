package org.hearthhub.history;

import java.util.Random;
import org.hearthhub.thing.Value;

/** Readings as odd as the format allows, the same for the same seed. */
final class RandomSamples {
  private static final double[] EXTREMES = {
    0.0,
    -0.0,
    1e-300,
    -1e-300,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    0x1p53,
    -0x1p53,
    0x1p53 + 2,
    0.1 + 0.2,
    1.0 / 3,
    21.299999237060547, // a float
    99999999.99,
    Math.PI
  };

  private final Random random;

  RandomSamples(long seed) {
    this.random = new Random(seed);
  }

  int nextInt(int bound) {
    return random.nextInt(bound);
  }

  /** In order of time; what kinds and columns there are differs from one to the next. */
  Samples next(int size) {
    int kinds = 1 + random.nextInt(4);
    int first = random.nextInt(4);
    boolean deviceTimes = random.nextInt(4) == 0;
    boolean flags = random.nextInt(6) == 0;
    int numbers = random.nextInt(5);
    long step = random.nextInt(3) == 0 ? 1 : 1L << random.nextInt(34);
    Samples samples = new Samples();
    long time = random.nextInt(5) == 0 ? -1_000_000_000_000L : 1_800_000_000_000L;
    for (int i = 0; i < size; i++) {
      time += random.nextLong(step);
      samples.add(
          time,
          value((first + random.nextInt(kinds)) % 4, numbers),
          deviceTimes && random.nextBoolean()
              ? time - random.nextInt(100_000) + 50_000
              : Samples.NO_TIME,
          flags ? (byte) random.nextInt(256) : 0);
    }
    return samples;
  }

  private Value value(int kind, int numbers) {
    return switch (kind) {
      case 0 -> Value.of(number(numbers));
      case 1 -> Value.of(random.nextBoolean());
      case 2 -> Value.of(random.nextInt(3) == 0 ? "" : "Zustand é 🏠 " + random.nextInt(5));
      default -> new Value.Structure("{\"x\":" + random.nextInt(7) + "}");
    };
  }

  private double number(int numbers) {
    return switch (numbers) {
      case 0 -> EXTREMES[random.nextInt(EXTREMES.length)];
      case 1 -> random.nextInt(4000) / 100.0 - 10;
      case 2 -> random.nextInt();
      case 3 -> random.nextFloat() * 100;
      default -> Double.longBitsToDouble(random.nextLong() & ~(1L << 62));
    };
  }

  static String toString(Samples samples) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < samples.size(); i++) {
      text.append(samples.time(i))
          .append(' ')
          .append(samples.kind(i))
          .append(' ')
          .append(Double.doubleToRawLongBits(samples.number(i)))
          .append(' ')
          .append(samples.value(i))
          .append(' ')
          .append(samples.deviceTime(i))
          .append(' ')
          .append(samples.flags(i))
          .append('\n');
    }
    return text.toString();
  }
}
