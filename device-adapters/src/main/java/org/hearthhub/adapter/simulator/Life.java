package org.hearthhub.adapter.simulator;

import java.time.Duration;

/** How the values of one kind of device come about. One instance for each device. */
@FunctionalInterface
interface Life {
  /**
   * Brings the values to what they are now. Called by one thread at a time.
   *
   * @param elapsed since the last call
   */
  void pass(HomeModel home, State state, Duration elapsed);
}
