package org.hearthhub.adapter.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * The house that the devices measure: weather, people and the air of its rooms. Advanced by one
 * thread; what devices read and set in between is guarded. Thread-safe.
 */
final class HomeModel {
  static final String LIVING_ROOM = "Living room";
  static final String KITCHEN = "Kitchen";
  static final String BEDROOM = "Bedroom";
  static final String BATHROOM = "Bathroom";
  static final String HALLWAY = "Hallway";
  static final String UTILITY_ROOM = "Utility room";

  /** A longer gap, such as a laptop asleep, is passed as this much. */
  private static final Duration LONGEST_GAP = Duration.ofDays(1);

  private final Noise noise;
  private final Weather weather;
  private final Household household;
  private final Map<String, RoomClimate> rooms = new LinkedHashMap<>();
  private Instant now;

  HomeModel(long seed, Instant start, ZoneId zone) {
    noise = new Noise(seed);
    weather = new Weather(noise, zone);
    household = new Household(noise, zone);
    now = start;
    rooms.put(LIVING_ROOM, new RoomClimate(21));
    rooms.put(KITCHEN, new RoomClimate(20.5));
    rooms.put(BEDROOM, new RoomClimate(18));
    rooms.put(BATHROOM, new RoomClimate(22));
    rooms.put(HALLWAY, new RoomClimate(19));
    rooms.put(UTILITY_ROOM, new RoomClimate(16));
  }

  /** Lets the time pass until then; a clock that goes back changes nothing. */
  synchronized void advance(Instant until) {
    Duration elapsed = Duration.between(now, until);
    if (!elapsed.isPositive()) {
      return;
    }
    now = until;
    Duration passed = elapsed.compareTo(LONGEST_GAP) > 0 ? LONGEST_GAP : elapsed;
    double outside = weather.temperature(until);
    rooms.forEach(
        (name, room) -> {
          boolean people = household.isIn(name, until);
          boolean wet = people && (name.equals(BATHROOM) || (name.equals(KITCHEN) && isMealTime()));
          room.window(isWindowOpen(name));
          room.pass(passed, outside, people, wet);
        });
  }

  synchronized Instant now() {
    return now;
  }

  Noise noise(String name) {
    return noise.of(name);
  }

  Weather weather() {
    return weather;
  }

  Household household() {
    return household;
  }

  synchronized double temperature(String room) {
    return room(room).temperature();
  }

  synchronized double humidity(String room) {
    return room(room).humidity();
  }

  synchronized boolean isHeating(String room) {
    return room(room).isHeating();
  }

  synchronized void aimFor(String room, double degrees) {
    room(room).aimFor(degrees);
  }

  /** How many rooms ask for heat. */
  synchronized long heatedRooms() {
    return rooms.values().stream().filter(RoomClimate::isHeating).count();
  }

  synchronized boolean isWindowOpen(String room) {
    return household.isAiring(room, now);
  }

  private boolean isMealTime() {
    return household.isMealTime(now);
  }

  private RoomClimate room(String name) {
    RoomClimate room = rooms.get(name);
    if (room == null) {
      throw new NoSuchElementException(name);
    }
    return room;
  }
}
