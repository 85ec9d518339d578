package org.hearthhub.adapter.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** Sun and air outside a house at 50 degrees north, as functions of time. Immutable. */
final class Weather {
  private static final double LATITUDE = Math.toRadians(50);

  private final Noise clouds;
  private final Noise fronts;
  private final ZoneId zone;

  Weather(Noise noise, ZoneId zone) {
    this.clouds = noise.of("clouds");
    this.fronts = noise.of("fronts");
    this.zone = zone;
  }

  /** Degrees Celsius: coldest before sunrise and at the end of January. */
  double temperature(Instant when) {
    double year = 2 * Math.PI * (dayOfYear(when) - 25) / 365;
    double day = 2 * Math.PI * (hour(when) - 15) / 24;
    return 10
        - 9 * Math.cos(year)
        + 4 * Math.cos(day)
        + 3 * fronts.smooth(when, Duration.ofHours(30));
  }

  /** Sine of the sun's elevation; below zero at night. */
  double elevation(Instant when) {
    double declination =
        Math.toRadians(-23.44) * Math.cos(2 * Math.PI * (dayOfYear(when) + 10) / 365);
    double hourAngle = Math.toRadians(15 * (hour(when) - 12));
    return Math.sin(LATITUDE) * Math.sin(declination)
        + Math.cos(LATITUDE) * Math.cos(declination) * Math.cos(hourAngle);
  }

  /** How much of the strongest sun falls on a roof, 0 at night to 1. */
  double sun(Instant when) {
    double clear = Math.max(0, elevation(when));
    double slow = 0.5 + 0.5 * clouds.smooth(when, Duration.ofMinutes(40));
    double quick = 0.5 + 0.5 * clouds.smooth(when, Duration.ofSeconds(25));
    return Math.min(1, clear * (0.45 + 0.45 * slow + 0.1 * quick));
  }

  boolean isDark(Instant when) {
    return elevation(when) < 0.02;
  }

  /** Hours since midnight on the wall clock, with a fraction. */
  double hour(Instant when) {
    return when.atZone(zone).toLocalTime().toNanoOfDay() / 3.6e12;
  }

  private double dayOfYear(Instant when) {
    ZonedDateTime local = when.atZone(zone);
    return local.getDayOfYear() + local.getHour() / 24.0;
  }
}
