package org.hearthhub.app.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.Value;

/**
 * A home of sensors that measure once a minute: each device tells its ten properties one after the
 * other, its times jittered by 100 ms, its values noisy random walks at the resolution of real
 * sensors. The same seed makes the same home. Not thread-safe.
 */
final class SensorHome {
  static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  static final int PROPERTIES = 10;
  private static final long MINUTE = 60_000;
  private static final int JITTER = 100;

  /** Steps of real sensors: temperature, humidity, power, light, CO2, pressure and the like. */
  private static final double[] RESOLUTIONS = {0.01, 0.1, 0.1, 1, 1, 0.01, 0.5, 0.001, 1, 0.1};

  private static final double[] BEGINNINGS = {21, 45, 120, 300, 600, 1013.25, 50, 3.3, 40, 230};
  private static final int[] NOISE = {4, 3, 40, 10, 8, 3, 1, 5, 2, 6};

  private final Random random;
  private final int devices;
  private final long[] walks;
  private final List<AffordanceName> names = new ArrayList<>();
  private int nextDevice;
  private long minute;

  SensorHome(int devices, long seed) {
    this.devices = devices;
    this.random = new Random(seed);
    this.walks = new long[devices * PROPERTIES];
    for (int i = 0; i < walks.length; i++) {
      walks[i] = Math.round(BEGINNINGS[i % PROPERTIES] / RESOLUTIONS[i % PROPERTIES]);
    }
    for (int i = 0; i < PROPERTIES; i++) {
      names.add(AffordanceName.of("value" + i));
    }
  }

  static DeviceId device(int number) {
    return new DeviceId(new UUID(0x4865_6172_7468L, number));
  }

  AffordanceName name(int property) {
    return names.get(property);
  }

  /** The next device speaks. */
  void next(long[] times, double[] values) {
    long due = START.toEpochMilli() + minute * MINUTE + nextDevice * MINUTE / devices;
    long time = due + random.nextInt(JITTER);
    for (int property = 0; property < PROPERTIES; property++) {
      times[property] = time + property * 2L;
      values[property] = value(nextDevice * PROPERTIES + property, property);
    }
    nextDevice++;
    if (nextDevice == devices) {
      nextDevice = 0;
      minute++;
    }
  }

  /** Which device spoke last. */
  int lastDevice() {
    return nextDevice == 0 ? devices - 1 : nextDevice - 1;
  }

  private double value(int series, int property) {
    walks[series] += random.nextInt(2 * NOISE[property] + 1) - NOISE[property];
    double resolution = RESOLUTIONS[property];
    // As a sensor's text would be read: 21.37, not 21.370000000000001.
    return resolution >= 1 || resolution == 0.5
        ? walks[series] * resolution
        : walks[series] / (double) Math.round(1 / resolution);
  }

  List<Reading> readings(long[] times, double[] values) {
    List<Reading> readings = new ArrayList<>(PROPERTIES);
    for (int i = 0; i < PROPERTIES; i++) {
      readings.add(new Reading(names.get(i), Value.of(values[i]), Instant.ofEpochMilli(times[i])));
    }
    return readings;
  }

  Instant now() {
    return START.plusMillis((minute + 1) * MINUTE);
  }
}
