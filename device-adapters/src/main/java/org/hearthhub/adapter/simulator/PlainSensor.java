package org.hearthhub.adapter.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A sensor for loads: nine measured properties and a switch. Each property is told once a minute,
 * in its own moment of the minute. What it measures is a function of seed, number and time alone,
 * and no two of the last 400 readings of a property are alike, so that anybody can tell afterwards
 * which one is missing. Immutable.
 *
 * @param number of the device in its home
 */
public record PlainSensor(long seed, int number) {
  /** Its writable property. */
  public static final String SWITCH = "on";

  /** How all of them are called, before the number. */
  public static final String TITLE = "Sensor ";

  /** Each property tells one reading in this time. */
  public static final Duration ONE_READING = Duration.ofMinutes(1);

  static final List<Series> SERIES =
      List.of(
          new Series("temperature", Meaning.TEMPERATURE, "Temperature", 5, 0.1),
          new Series("humidity", Meaning.HUMIDITY, "Humidity", 30, 0.1),
          new Series("co2", Meaning.CARBON_DIOXIDE, "Carbon dioxide", 400, 2),
          new Series("illuminance", Meaning.ILLUMINANCE, "Illuminance", 0, 3),
          new Series("voltage", Meaning.VOLTAGE, "Voltage", 210, 0.1),
          new Series("power1", Meaning.POWER, "Power of phase 1", 0, 2.5),
          new Series("power2", Meaning.POWER, "Power of phase 2", 0, 2.5),
          new Series("power3", Meaning.POWER, "Power of phase 3", 0, 2.5),
          new Series("energy", Meaning.ENERGY, "Energy", 1000, 0.01));

  private static final int UNLIKE = 400;

  /** Coprime to how many are unlike, so that it comes back to a value only after all others. */
  private static final int STRIDE = 3;

  /** A measured property: where its values begin, and by how much two of them differ at least. */
  record Series(String name, Meaning meaning, String title, double begins, double step) {}

  /** What the device with this number calls itself. */
  public static String title(int number) {
    return TITLE + number;
  }

  /** The names of what it measures. */
  public static List<String> measured() {
    return SERIES.stream().map(Series::name).toList();
  }

  /** Which reading of a property is the latest at that time. */
  public long numberAt(int property, Instant when) {
    return Math.floorDiv(when.toEpochMilli() - phase(property), ONE_READING.toMillis());
  }

  /** When a reading of a property is taken; it is told within half a second. */
  public Instant due(int property, long reading) {
    return Instant.ofEpochMilli(reading * ONE_READING.toMillis() + phase(property));
  }

  /** What a reading of a property says. */
  public double value(int property, long reading) {
    Series series = SERIES.get(property);
    long place = Math.floorMod(reading * STRIDE + mixed(property), UNLIKE);
    return State.rounded(series.meaning(), series.begins() + place * series.step());
  }

  private long phase(int property) {
    return Math.floorMod(mixed(property), ONE_READING.toMillis());
  }

  /** The finisher of SplitMix64: neighbours get numbers that have nothing in common. */
  private long mixed(int property) {
    long z = seed * 0x9E3779B97F4A7C15L + number * 31L + property;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
