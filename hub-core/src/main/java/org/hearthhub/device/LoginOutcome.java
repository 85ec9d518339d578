package org.hearthhub.device;

import java.time.Duration;

/** What became of trying a user and a password at a device. Each sentence is for a person. */
public sealed interface LoginOutcome {
  /** It let the hub in. */
  record Accepted(String sentence) implements LoginOutcome {}

  /** It knows another user or another password. */
  record Wrong(String sentence) implements LoginOutcome {}

  /** It asks for none, or not in a way that Hearth can answer: none was sent. */
  record NotAsked(String sentence) implements LoginOutcome {}

  /** It did not answer. */
  record Unreachable(Duration waited) implements LoginOutcome {}
}
