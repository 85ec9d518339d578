package org.hearthhub.device;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;

/**
 * The commands that wait for their device to wake, and the last that did. In memory: what waits
 * when the hub stops is told as failed. Thread-safe.
 */
final class WaitingCommands implements AutoCloseable {
  private static final int MOST = 1_000;
  private static final String STOPPED = "Hearth stopped before the device woke; it was not told.";

  private final InstantSource clock;

  /** The oldest first. */
  private final Map<String, Entry> all = new LinkedHashMap<>();

  private boolean closed;

  private record Entry(WaitingCommand command, Consumer<CommandOutcome> told) {}

  WaitingCommands(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Begins to wait.
   *
   * @param told hears once what became of it
   */
  void add(
      CommandOutcome.Waits waits,
      DeviceId device,
      AffordanceName name,
      Consumer<CommandOutcome> told) {
    var command =
        new WaitingCommand(
            waits.ticket(), device, name, clock.instant(), waits.until(), Optional.empty());
    boolean late;
    synchronized (this) {
      makeRoom();
      late = closed || all.size() >= MOST;
      if (!late) {
        all.put(waits.ticket(), new Entry(command, told));
      }
    }
    if (late) {
      told.accept(new CommandOutcome.Refused(STOPPED));
      return;
    }
    var _ = waits.later().thenAccept(outcome -> end(waits.ticket(), outcome));
  }

  /** Forgets the oldest that has ended. */
  private void makeRoom() {
    if (all.size() >= MOST) {
      all.values().stream()
          .filter(entry -> entry.command().outcome().isPresent())
          .map(entry -> entry.command().ticket())
          .findFirst()
          .ifPresent(all::remove);
    }
  }

  private void end(String ticket, CommandOutcome outcome) {
    Entry entry;
    synchronized (this) {
      entry = all.get(ticket);
      if (entry == null || entry.command().outcome().isPresent()) {
        return;
      }
      all.put(ticket, new Entry(entry.command().with(outcome), _ -> {}));
    }
    entry.told().accept(outcome);
  }

  synchronized Optional<WaitingCommand> find(String ticket) {
    return Optional.ofNullable(all.get(ticket)).map(Entry::command);
  }

  /** Those of a device that wait still. */
  synchronized List<WaitingCommand> of(DeviceId device) {
    return all.values().stream()
        .map(Entry::command)
        .filter(command -> command.device().equals(device) && command.outcome().isEmpty())
        .toList();
  }

  /** The hub stops: nobody is told any longer. */
  @Override
  public void close() {
    List<String> open;
    synchronized (this) {
      closed = true;
      open =
          all.values().stream()
              .map(Entry::command)
              .filter(command -> command.outcome().isEmpty())
              .map(WaitingCommand::ticket)
              .toList();
    }
    open.forEach(ticket -> end(ticket, new CommandOutcome.Refused(STOPPED)));
  }
}
