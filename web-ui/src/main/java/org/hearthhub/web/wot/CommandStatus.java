package org.hearthhub.web.wot;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;
import org.hearthhub.Hub;
import org.hearthhub.device.CommandOutcome;
import org.hearthhub.device.WaitingCommand;
import org.hearthhub.problem.NotFound;
import org.hearthhub.web.door.Json;
import org.hearthhub.web.signin.Callers;
import tools.jackson.databind.node.ObjectNode;

/**
 * What becomes of commands to devices that sleep: an ActionStatus of the W3C WoT HTTP Basic
 * Profile, for written properties too. Thread-safe.
 */
final class CommandStatus {
  private static final String PATH = "/api/v1/commands/";

  private final Hub hub;
  private final Callers callers;
  private final KnownThings things;

  CommandStatus(Hub hub, Callers callers, KnownThings things) {
    this.hub = hub;
    this.callers = callers;
    this.things = things;
  }

  void routes(RoutesConfig routes) {
    routes.get(PATH + "{ticket}", this::status);
  }

  private void status(Context context) {
    WaitingCommand command =
        hub.commands()
            .waiting(context.pathParam("ticket"))
            .orElseThrow(
                () ->
                    new NotFound(
                        "no-such-command",
                        "That command is not known any longer; the activity says what came of"
                            + " it."));
    things.readable(callers.actor(context), command.device().toString());
    context.json(status(command));
  }

  /** Answers a command that waits. */
  void pending(Context context, String ticket, int status) {
    hub.commands()
        .waiting(ticket)
        .ifPresent(
            command ->
                context.status(status).header("Location", PATH + ticket).json(status(command)));
  }

  private static ObjectNode status(WaitingCommand command) {
    ObjectNode status = Json.object();
    status.put("status", word(command.outcome()));
    status.put("href", PATH + command.ticket());
    status.put("timeRequested", command.asked().toString());
    status.put("until", command.until().toString());
    sentence(command).ifPresent(sentence -> status.put("detail", sentence));
    return status;
  }

  private static String word(Optional<CommandOutcome> outcome) {
    return outcome
        .map(
            ended ->
                switch (ended) {
                  case CommandOutcome.Confirmed _ -> "completed";
                  case CommandOutcome.Refused _, CommandOutcome.Unreachable _ -> "failed";
                  case CommandOutcome.Waits _ -> "pending";
                })
        .orElse("pending");
  }

  private static Optional<String> sentence(WaitingCommand command) {
    if (command.outcome().isEmpty()) {
      return Optional.of("The device sleeps. It is told when it wakes.");
    }
    return switch (command.outcome().get()) {
      case CommandOutcome.Confirmed _, CommandOutcome.Waits _ -> Optional.empty();
      case CommandOutcome.Refused(String reason) -> Optional.of(reason);
      case CommandOutcome.Unreachable _ ->
          Optional.of("The device did not wake in time, and was not told.");
    };
  }
}
