package org.hearthhub.app.compose;

/** Where a hub listens and looks for devices. */
public sealed interface Network {
  /** Every interface with an address of the home's own network, and this machine. */
  record Home() implements Network {}

  /**
   * One interface, and this machine.
   *
   * @param name for example {@code eth0}
   */
  record OneInterface(String name) implements Network {}

  /** This machine only: nothing leaves it and nothing comes in. */
  record ThisMachine() implements Network {}
}
