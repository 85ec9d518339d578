package org.hearthhub.device;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.hearthhub.thing.Value;

/** What became of a command. */
public sealed interface CommandOutcome {
  /** The device confirmed it, or it was read back. The value is what holds now, where known. */
  record Confirmed(Optional<Value> value) implements CommandOutcome {}

  /** The device answered and it did not take effect; the reason is for a person. */
  record Refused(String reason) implements CommandOutcome {}

  /** The device did not answer. */
  record Unreachable(Duration waited) implements CommandOutcome {}

  /**
   * The device sleeps. It is told when it wakes, or never.
   *
   * @param ticket by which the command is asked after
   * @param until when it is given up
   * @param later completed by the adapter, once, with what became of it; never with another of
   *     these
   * @param objections what the hub has against it by then; see {@link #objection}
   */
  record Waits(
      String ticket,
      Instant until,
      CompletableFuture<CommandOutcome> later,
      AtomicReference<Supplier<Optional<String>>> objections)
      implements CommandOutcome {
    public static Waits until(Instant until) {
      return new Waits(
          UUID.randomUUID().toString(),
          until,
          new CompletableFuture<>(),
          new AtomicReference<>(Optional::empty));
    }

    /**
     * Asked by the adapter just before it tells the device: why it must not, as who gave the
     * command may not any longer; empty if it may be told. What must not be told ends as {@link
     * Refused}, with this reason.
     */
    public Optional<String> objection() {
      return objections.get().get();
    }
  }
}
