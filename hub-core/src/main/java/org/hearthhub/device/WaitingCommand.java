package org.hearthhub.device;

import java.time.Instant;
import java.util.Optional;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;

/**
 * A command to a device that sleeps.
 *
 * @param ticket by which it is asked after
 * @param name the property that is to be written, or the action to be invoked
 * @param asked when it was given
 * @param until when it is given up
 * @param outcome what became of it; empty while it waits
 */
public record WaitingCommand(
    String ticket,
    DeviceId device,
    AffordanceName name,
    Instant asked,
    Instant until,
    Optional<CommandOutcome> outcome) {
  WaitingCommand with(CommandOutcome end) {
    return new WaitingCommand(ticket, device, name, asked, until, Optional.of(end));
  }
}
