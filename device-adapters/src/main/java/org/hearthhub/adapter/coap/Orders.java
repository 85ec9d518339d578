package org.hearthhub.adapter.coap;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.hearthhub.device.CommandOutcome;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.Value;

/** Sends commands: at once to who listens, later to who sleeps. Thread-safe; blocks. */
final class Orders {
  /** Who should be awake and does not answer within this has fallen asleep. */
  private static final Duration FIRST_TRY = Duration.ofSeconds(5);

  private final Writes writes;

  Orders(Writes writes) {
    this.writes = writes;
  }

  CommandOutcome write(Attachment device, AffordanceName property, Value value, Duration patience) {
    return send(
        device, property, false, patience, within -> writes.write(device, property, value, within));
  }

  CommandOutcome invoke(
      Attachment device, AffordanceName action, Optional<Value> input, Duration patience) {
    return send(
        device, action, true, patience, within -> writes.invoke(device, action, input, within));
  }

  private static CommandOutcome send(
      Attachment device,
      AffordanceName name,
      boolean action,
      Duration patience,
      Function<Duration, CommandOutcome> command) {
    Duration sleeps = device.link().sleeps();
    if (sleeps.isZero() || device.link().control(name, action).isEmpty()) {
      return command.apply(patience);
    }
    if (!device.sleep().isDeep()) {
      Duration once = patience.compareTo(FIRST_TRY) < 0 ? patience : FIRST_TRY;
      CommandOutcome outcome = command.apply(once);
      if (!(outcome instanceof CommandOutcome.Unreachable)) {
        return outcome;
      }
      device.sleep().fellAsleep();
      if (action) {
        return outcome; // it may have heard it: twice is not the same as once
      }
    }
    return device.sleep().keep(name, action, sleeps, command);
  }
}
