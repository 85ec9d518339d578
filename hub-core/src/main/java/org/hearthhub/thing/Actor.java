package org.hearthhub.thing;

/** Who or what caused a change. Every change in the home names one. */
public sealed interface Actor {
  /** A resident or guest, by the id of the person. */
  record Person(PersonId id) implements Actor {}

  /** An app that a resident granted something. */
  record App(String id) implements Actor {}

  /** An automation. */
  record Rule(String id) implements Actor {}

  /** A time plan. */
  record Schedule(String id) implements Actor {}

  /** The device itself. */
  record Device(DeviceId id) implements Actor {}

  /** The hub on its own account, for example when it makes its certificate. */
  record TheHub() implements Actor {}

  /** Whoever holds the machine, through the command line. */
  record Operator() implements Actor {}
}
