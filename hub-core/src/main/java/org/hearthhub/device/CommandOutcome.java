package org.hearthhub.device;

import java.time.Duration;
import java.util.Optional;
import org.hearthhub.thing.Value;

/** What became of a command. */
public sealed interface CommandOutcome {
  /** The device confirmed it, or it was read back. The value is what holds now, where known. */
  record Confirmed(Optional<Value> value) implements CommandOutcome {}

  /** The device answered and it did not take effect; the reason is for a person. */
  record Refused(String reason) implements CommandOutcome {}

  /** The device did not answer. */
  record Unreachable(Duration waited) implements CommandOutcome {}
}
