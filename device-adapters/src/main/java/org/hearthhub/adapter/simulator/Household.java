package org.hearthhub.adapter.simulator;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * The people of the simulated home, as functions of time: two, one of whom often works at home;
 * asleep at night, out now and then. Immutable.
 */
final class Household {
  private static final Duration STAY = Duration.ofMinutes(3);
  private static final Duration STEP = Duration.ofSeconds(20);

  private final Noise noise;
  private final Noise doors;
  private final ZoneId zone;

  Household(Noise noise, ZoneId zone) {
    this.noise = noise.of("household");
    this.doors = noise.of("front door");
    this.zone = zone;
  }

  /** Between getting up, half past six to seven, and bedtime around eleven. */
  boolean isAwake(Instant when) {
    ZonedDateTime local = when.atZone(zone);
    double hour = local.toLocalTime().toNanoOfDay() / 3.6e12;
    double gettingUp = 6.5 + 0.5 * noise.chance(local.toLocalDate().toEpochDay());
    double bedtime = 22.5 + noise.chance(-local.toLocalDate().toEpochDay());
    return hour >= gettingUp && hour < bedtime;
  }

  /** Whether anybody is in the house; at night always. */
  boolean isAnyoneHome(Instant when) {
    ZonedDateTime local = when.atZone(zone);
    if (!isAwake(when)) {
      return true;
    }
    boolean weekend = local.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
    boolean outing = noise.steady(when, Duration.ofMinutes(45)) > 0.88;
    boolean workday = !weekend && local.getHour() >= 9 && local.getHour() < 17;
    boolean worksAtHome = noise.of("work").chance(local.toLocalDate().toEpochDay()) < 0.8;
    return !outing && (!workday || worksAtHome);
  }

  /** Whether somebody is in this room, awake. */
  boolean isIn(String room, Instant when) {
    if (!isAwake(when) || !isAnyoneHome(when)) {
      return false;
    }
    double liking =
        switch (room) {
          case HomeModel.LIVING_ROOM -> 0.55;
          case HomeModel.KITCHEN -> isMealTime(when) ? 0.9 : 0.25;
          case HomeModel.BATHROOM -> 0.12;
          case HomeModel.BEDROOM -> 0.15;
          default -> 0.08;
        };
    return noise.of(room).steady(when, STAY) < liking;
  }

  /** Whether somebody passes through this room just now. */
  boolean isPassing(String room, Instant when) {
    return isAwake(when)
        && isAnyoneHome(when)
        && noise.of("through " + room).steady(when, STEP) < 0.3;
  }

  /** Whether the front door stands open: people come and go by day, for a moment. */
  boolean isFrontDoorOpen(Instant when) {
    if (!isAwake(when)) {
      return false;
    }
    boolean comesOrGoes = isAnyoneHome(when) != isAnyoneHome(when.minusSeconds(20));
    return comesOrGoes || (isAnyoneHome(when) && doors.steady(when, STEP) < 0.04);
  }

  /** Whether somebody stands before the door who does not live here: some ten times a day. */
  boolean isSomebodyAtTheDoor(Instant when) {
    return isAwake(when) && noise.of("visitors").steady(when, STEP) < 0.0035;
  }

  /** Whether somebody airs this room: mornings and early evenings, ten minutes. */
  boolean isAiring(String room, Instant when) {
    int hour = when.atZone(zone).getHour();
    boolean usual = hour == 7 || hour == 18 || hour == 13;
    return usual
        && isAwake(when)
        && isAnyoneHome(when)
        && noise.of("airing " + room).steady(when, Duration.ofMinutes(10)) < 0.3;
  }

  boolean isMealTime(Instant when) {
    int hour = when.atZone(zone).getHour();
    return hour == 7 || hour == 12 || hour == 18 || hour == 19;
  }
}
