package org.hearthhub.adapter.simulator;

import java.time.Duration;

/** The air of one room: it cools to the outside, warms by its radiator. Confined to its model. */
final class RoomClimate {
  private static final Duration LONGEST_STEP = Duration.ofMinutes(5);

  private double temperature;
  private double humidity = 46;
  private double target;
  private boolean heating;
  private boolean windowOpen;

  RoomClimate(double target) {
    this.target = target;
    this.temperature = target - 0.2;
  }

  double temperature() {
    return temperature;
  }

  /** Percent of relative humidity. */
  double humidity() {
    return humidity;
  }

  boolean isHeating() {
    return heating;
  }

  void aimFor(double newTarget) {
    target = newTarget;
  }

  void window(boolean open) {
    windowOpen = open;
  }

  /**
   * @param outside degrees Celsius
   * @param people whether somebody is in the room
   * @param steam whether somebody cooks or showers
   */
  void pass(Duration elapsed, double outside, boolean people, boolean steam) {
    Duration left = elapsed;
    while (left.isPositive()) {
      Duration step = left.compareTo(LONGEST_STEP) > 0 ? LONGEST_STEP : left;
      pass(step.toNanos() / 3.6e12, outside, people, steam);
      left = left.minus(step);
    }
  }

  private void pass(double hours, double outside, boolean people, boolean steam) {
    if (temperature < target - 0.2 && !windowOpen) {
      heating = true;
    } else if (temperature > target + 0.1 || windowOpen) {
      heating = false;
    }
    double leaving = windowOpen ? 0.6 : 0.03;
    double change = (outside - temperature) * leaving + (heating ? 3.5 : 0) + (people ? 0.25 : 0);
    temperature += change * hours;
    double moist = steam ? 72 : windowOpen ? 40 : people ? 49 : 45;
    humidity += (moist - humidity) * Math.min(1, hours * (steam || windowOpen ? 6 : 2));
  }
}
