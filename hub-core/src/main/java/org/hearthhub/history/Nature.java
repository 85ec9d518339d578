package org.hearthhub.history;

/** What a property's values are over time, and so what can be asked of its past. */
public enum Nature {
  /** A number that goes up and down: a temperature. */
  MEASUREMENT,
  /** One of a few: a switch, a mode. How long it was each counts. */
  STATE,
  /** A number that only grows, and begins anew at times: a meter. How much it grew counts. */
  COUNTER
}
