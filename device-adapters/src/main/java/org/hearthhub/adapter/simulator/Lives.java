package org.hearthhub.adapter.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.function.ToDoubleBiFunction;

/** The lives of the devices in the catalogue. */
final class Lives {
  private static final Duration JITTER = Duration.ofSeconds(5);
  private static final Duration POWER_STEP = Duration.ofSeconds(2);

  private Lives() {}

  /** It is as people leave it. */
  static Life still() {
    return (home, state, elapsed) -> {};
  }

  /**
   * People switch it on when it gets dark and off at bedtime; in between it is as they leave it.
   */
  static Life eveningLamp() {
    return new Life() {
      private boolean wasEvening;
      private boolean known;

      @Override
      public void pass(HomeModel home, State state, Duration elapsed) {
        Instant now = home.now();
        boolean evening = home.weather().isDark(now) && home.household().isAwake(now);
        if (known ? evening != wasEvening : evening) {
          state.set("on", evening);
        }
        known = true;
        wasEvening = evening;
      }
    };
  }

  /** Follows whoever passes through in the dark. */
  static Life passageLamp(String room) {
    return new Life() {
      private boolean wasNeeded;

      @Override
      public void pass(HomeModel home, State state, Duration elapsed) {
        Instant now = home.now();
        boolean needed = home.weather().isDark(now) && home.household().isPassing(room, now);
        if (needed != wasNeeded) {
          state.set("on", needed);
          wasNeeded = needed;
        }
      }
    };
  }

  /**
   * Power while it is on, and the energy it adds up to where the plug counts it.
   *
   * @param load watts at that time, before jitter
   */
  static Life plug(String name, ToDoubleBiFunction<HomeModel, Instant> load) {
    return new Life() {
      private double kilowattHours = Double.NaN;

      @Override
      public void pass(HomeModel home, State state, Duration elapsed) {
        Instant now = home.now();
        double watts = load.applyAsDouble(home, now);
        double jitter = 1 + 0.03 * (2 * home.noise(name).steady(now, POWER_STEP) - 1);
        state.set("power", state.isOn("on") ? watts * jitter : 0);
        if (state.find("energy").isPresent()) {
          if (Double.isNaN(kilowattHours)) {
            kilowattHours = state.number("energy");
          }
          kilowattHours += state.number("power") / 1000 * hours(elapsed);
          state.set("energy", kilowattHours);
        }
        if (state.find("voltage").isPresent()) {
          state.set("voltage", 230 + 2.5 * home.noise("mains").smooth(now, Duration.ofSeconds(20)));
        }
      }
    };
  }

  /** Aims the room's air for its target and measures it. */
  static Life thermostat(String room) {
    return (home, state, elapsed) -> {
      home.aimFor(room, state.number("target"));
      measure(room, home, state);
      if (state.find("heating").isPresent()) {
        state.set("heating", home.isHeating(room) ? "heating" : "off");
      }
    };
  }

  /** Measures the air of the room. */
  static Life climate(String room) {
    return (home, state, elapsed) -> {
      measure(room, home, state);
      state.set("humidity", home.humidity(room) + jitter(room + " humidity", home));
      if (state.find("co2").isPresent()) {
        boolean people = home.household().isIn(room, home.now());
        double slow = home.noise(room + " co2").smooth(home.now(), Duration.ofMinutes(10));
        state.set("co2", (people ? 820 : 560) + 60 * slow + 3 * jitter(room + " co2", home));
      }
    };
  }

  private static void measure(String room, HomeModel home, State state) {
    state.set("temperature", home.temperature(room) + 0.12 * jitter(room, home));
  }

  private static double jitter(String name, HomeModel home) {
    return home.noise(name).smooth(home.now(), JITTER);
  }

  static Life window(String room) {
    return (home, state, elapsed) -> {
      state.set("open", home.isWindowOpen(room));
      wear(state, home);
    };
  }

  static Life frontDoor() {
    return (home, state, elapsed) -> {
      state.set("open", home.household().isFrontDoorOpen(home.now()));
      wear(state, home);
    };
  }

  /** Somebody rings now and then; who was not heard rings long. */
  static Life doorbell() {
    return new Life() {
      private boolean wasThere = true;

      @Override
      public void pass(HomeModel home, State state, Duration elapsed) {
        Instant now = home.now();
        boolean isThere = home.household().isSomebodyAtTheDoor(now);
        if (isThere && !wasThere) {
          boolean impatient = home.noise("doorbell").steady(now, Duration.ofMinutes(1)) < 0.25;
          state.happen("pressed", impatient ? "long" : "short");
        }
        wasThere = isThere;
        wear(state, home);
      }
    };
  }

  static Life motion(String room) {
    return (home, state, elapsed) -> {
      Instant now = home.now();
      state.set("motion", home.household().isPassing(room, now));
      double daylight = 280 * home.weather().sun(now);
      double lamp = home.weather().isDark(now) && state.isOn("motion") ? 90 : 0;
      state.set("illuminance", 2 + daylight + lamp);
    };
  }

  /** Smoke and leak detectors: quiet unless the alarm is triggered. */
  static Life detector(String property) {
    return (home, state, elapsed) -> {
      state.set(property, state.isAlarming());
      if (state.find("test").isPresent() && !state.isAlarming()) {
        state.set("test", false);
      }
      wear(state, home);
    };
  }

  private static void wear(State state, HomeModel home) {
    if (state.find("battery").isPresent()) {
      state.set("battery", 91 + 2 * home.noise("battery").smooth(home.now(), Duration.ofDays(3)));
    }
  }

  /** Moves to its position at ten percent a second. */
  static Life blind() {
    return (home, state, elapsed) -> {
      double from = state.number("currentPosition");
      double reach = elapsed.toMillis() / 100.0;
      double way = Math.clamp(state.number("position") - from, -reach, reach);
      state.set("currentPosition", from + way);
    };
  }

  /** Power follows the sun; the day's energy begins at zero at midnight. */
  static Life solar(double peakWatts) {
    return new Life() {
      private double today;
      private double lastHour = 24;

      @Override
      public void pass(HomeModel home, State state, Duration elapsed) {
        Instant now = home.now();
        double hour = home.weather().hour(now);
        if (lastHour == 24) {
          today = producedSinceMidnight(home, now, hour, peakWatts);
        } else if (hour < lastHour) {
          today = 0;
        }
        lastHour = hour;
        double watts = peakWatts * home.weather().sun(now);
        state.set("power", watts);
        today += watts / 1000 * hours(elapsed);
        state.set("energyToday", today);
        state.set("voltage", watts > 0 ? 560 + 25 * jitter("string", home) : 0);
      }
    };
  }

  private static double producedSinceMidnight(
      HomeModel home, Instant now, double hour, double peakWatts) {
    double sum = 0;
    for (double back = 0; back < hour; back += 0.25) {
      sum += home.weather().sun(now.minusSeconds(Math.round(back * 3600))) * 0.25;
    }
    return sum * peakWatts / 1000;
  }

  /** Heats what the rooms ask for; the warmer the flow, the more power. */
  static Life heatPump() {
    return (home, state, elapsed) -> {
      Instant now = home.now();
      double outside = home.weather().temperature(now);
      state.set("outdoorTemperature", outside + 0.12 * jitter("outside", home));
      boolean runs = state.isOn("on") && !state.text("mode").equals("off");
      long asked = home.heatedRooms();
      boolean hotWater =
          state.text("mode").equals("hot-water") || home.weather().hour(now) % 12 < 0.75;
      double flow =
          !runs ? 22 : hotWater ? 52 : asked > 0 ? 33 + 0.5 * Math.max(0, 15 - outside) : 27;
      state.set("flowTemperature", flow + 0.4 * jitter("flow", home));
      double watts = !runs ? 4 : hotWater ? 2300 : asked > 0 ? 520 + 260.0 * asked : 65;
      double step = 1 + 0.04 * (2 * home.noise("compressor").steady(now, POWER_STEP) - 1);
      state.set("power", watts * step);
    };
  }

  /** Each property in its own second of the minute. */
  static Life plain(PlainSensor sensor) {
    long[] told = new long[PlainSensor.SERIES.size()];
    return (home, state, elapsed) -> {
      Instant now = home.now();
      for (int i = 0; i < told.length; i++) {
        long number = sensor.numberAt(i, now);
        if (number != told[i]) {
          told[i] = number;
          state.set(PlainSensor.SERIES.get(i).name(), sensor.value(i, number));
        }
      }
    };
  }

  private static double hours(Duration duration) {
    return duration.toNanos() / 3.6e12;
  }
}
