package org.hearthhub.device;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.hearthhub.access.Deeds;
import org.hearthhub.audit.AuditEntry;
import org.hearthhub.problem.Broken;
import org.hearthhub.problem.Problem;
import org.hearthhub.problem.Unavailable;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Wording;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries commands out: one at a time for each device, each on a thread of its own, so that a
 * device (or an adapter) that hangs holds up nobody for longer than the patience. Thread-safe.
 */
final class CommandRunner implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CommandRunner.class);

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration TIME_TO_CLOSE = Duration.ofMillis(500);

  private final Adapters adapters;
  private final Deeds deeds;
  private final WaitingCommands waiting;
  private final Duration patience;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("hearth-command-", 0).factory());

  CommandRunner(Adapters adapters, Deeds deeds, WaitingCommands waiting) {
    this(adapters, deeds, waiting, PATIENCE);
  }

  CommandRunner(Adapters adapters, Deeds deeds, WaitingCommands waiting, Duration patience) {
    this.adapters = adapters;
    this.deeds = deeds;
    this.waiting = waiting;
    this.patience = patience;
  }

  /** What the adapter does, within what is left of the patience. */
  interface Attempt {
    CommandOutcome on(Adapter adapter, Duration patience);
  }

  /**
   * @param device whom it is for
   * @param name the property or action
   * @param deed what to write down; asked when its turn has come, for the old value
   * @param objection why it may not be done any longer, where it has to wait; empty if it may
   * @param attempt what to do
   * @param confirmed told what holds now, once it is written down
   */
  record Command(
      DeviceId device,
      AffordanceName name,
      Supplier<AuditEntry> deed,
      Supplier<Optional<String>> objection,
      Attempt attempt,
      Consumer<CommandOutcome.Confirmed> confirmed) {}

  /**
   * Waits for the device's turn, then for the outcome.
   *
   * @throws org.hearthhub.problem.TooMuch if too many commands wait for this device
   * @throws Unavailable if the hub is stopping, or what speaks with the device is not running
   */
  CommandOutcome run(Live live, Command command) {
    Adapter adapter =
        adapters
            .named(live.device().adapter())
            .orElseThrow(
                () ->
                    new Unavailable(
                        Unavailable.Who.HUB,
                        "adapter-not-running",
                        "What speaks with this device is not running on this hub."));
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      live.lane().enter(patience);
      Future<CommandOutcome> outcome = begin(live, adapter, command, deadline);
      // A little longer than the adapter has, so that it is the adapter who says how it went.
      return outcome.get(left(deadline).plusMillis(500).toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException hangs) {
      return new CommandOutcome.Unreachable(patience);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw isStopping();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof Problem problem) {
        throw problem;
      }
      throw new Broken(
          "command-failed", "Hearth failed to carry this out; try again.", failed.getCause());
    }
  }

  private Future<CommandOutcome> begin(Live live, Adapter adapter, Command command, long deadline) {
    try {
      return threads.submit(
          () -> {
            try {
              return carryOut(adapter, command, left(deadline));
            } finally {
              live.lane().leave();
            }
          });
    } catch (RejectedExecutionException closed) {
      live.lane().leave();
      throw isStopping();
    }
  }

  private CommandOutcome carryOut(Adapter adapter, Command command, Duration left) {
    AuditEntry deed = command.deed().get();
    CommandOutcome outcome;
    try {
      outcome = command.attempt().on(adapter, left);
    } catch (RuntimeException failed) {
      String reason =
          failed instanceof Problem problem
              ? problem.sentence()
              : "Something in Hearth failed; nothing is known of the device.";
      deeds.write(deed.outcome(AuditEntry.Outcome.FAILED).because(reason));
      throw failed;
    }
    return settle(command, deed, outcome);
  }

  /** What to tell whoever gave the command. */
  private CommandOutcome settle(Command command, AuditEntry deed, CommandOutcome outcome) {
    switch (outcome) {
      case CommandOutcome.Confirmed confirmed -> {
        deeds.write(deed);
        command.confirmed().accept(confirmed);
      }
      case CommandOutcome.Refused(String reason) ->
          deeds.write(
              deed.outcome(AuditEntry.Outcome.REFUSED)
                  .because(Wording.clean(reason, Wording.TITLE)));
      case CommandOutcome.Unreachable(Duration waited) ->
          deeds.write(
              deed.outcome(AuditEntry.Outcome.UNREACHABLE)
                  .because("It did not answer within " + waited.toSeconds() + " seconds."));
      case CommandOutcome.Waits waits -> {
        AuditEntry written =
            deeds.write(
                deed.outcome(AuditEntry.Outcome.WAITING)
                    .because("It sleeps, and is told when it wakes."));
        return waiting.add(
            waits,
            command.device(),
            command.name(),
            written.sequence(),
            command.objection(),
            later -> woke(command, deed, later));
      }
    }
    return outcome;
  }

  private void woke(Command command, AuditEntry deed, CommandOutcome outcome) {
    if (outcome instanceof CommandOutcome.Unreachable) {
      deeds.write(
          deed.outcome(AuditEntry.Outcome.UNREACHABLE)
              .because("It did not wake in time, and was not told."));
    } else {
      var _ = settle(command, deed, outcome);
    }
  }

  private static Duration left(long deadline) {
    // Never nothing: an adapter that has its turn shall try.
    return Duration.ofNanos(Math.max(deadline - System.nanoTime(), 100_000_000L));
  }

  private static Unavailable isStopping() {
    return new Unavailable(
        Unavailable.Who.HUB, "stopping", "Hearth is stopping; try again when it runs.");
  }

  /** Interrupts what still runs, and lets it write down that its outcome is unknown. */
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(TIME_TO_CLOSE.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("A command was still under way when the hub stopped");
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
