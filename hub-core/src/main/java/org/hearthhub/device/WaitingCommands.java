package org.hearthhub.device;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.vault.RecordId;

/**
 * The commands that wait for their device to wake, and the last that did. In memory: what waits
 * when the hub stops is told as failed, then or by the next one. Thread-safe.
 */
final class WaitingCommands implements AutoCloseable {
  private static final int MOST = 1_000;
  private static final String STOPPED = "Hearth stopped before the device woke; it was not told.";
  private static final String FULL =
      " commands wait for devices that sleep already; it will not be told. Try again later.";

  private final InstantSource clock;
  private final UnsettledCommands unsettled;
  private final int most;

  /** The oldest first. */
  private final Map<String, Entry> all = new LinkedHashMap<>();

  private boolean closed;

  private record Entry(WaitingCommand command, Consumer<CommandOutcome> told) {}

  WaitingCommands(InstantSource clock, UnsettledCommands unsettled) {
    this(clock, unsettled, MOST);
  }

  /**
   * @param most so many are known here: those that wait, and the last that did
   */
  WaitingCommands(InstantSource clock, UnsettledCommands unsettled, int most) {
    this.clock = clock;
    this.unsettled = unsettled;
    this.most = most;
  }

  /**
   * Begins to wait; one for which there is no room ends at once, and is never told to its device.
   *
   * @param entry the number of the entry of the journal that says that it waits
   * @param objection why it may not be done any longer, asked when the device wakes
   * @param told hears once what became of it
   * @return what to tell whoever gave it: that it waits, or why not
   */
  CommandOutcome add(
      CommandOutcome.Waits waits,
      DeviceId device,
      AffordanceName name,
      long entry,
      Supplier<Optional<String>> objection,
      Consumer<CommandOutcome> told) {
    var command =
        new WaitingCommand(
            waits.ticket(), device, name, clock.instant(), waits.until(), Optional.empty());
    waits.objections().set(() -> stopped().or(objection));
    RecordId record = unsettled.begin(entry);
    Consumer<CommandOutcome> settled =
        outcome -> {
          told.accept(outcome);
          unsettled.settled(record);
        };
    Optional<String> refused;
    synchronized (this) {
      makeRoom();
      refused = refused();
      if (refused.isEmpty()) {
        all.put(waits.ticket(), new Entry(command, settled));
      }
    }
    if (refused.isPresent()) {
      waits.objections().set(() -> refused);
      CommandOutcome never = new CommandOutcome.Refused(refused.get());
      settled.accept(never);
      return never;
    }
    var _ = waits.later().thenAccept(outcome -> end(waits.ticket(), outcome));
    return waits;
  }

  private Optional<String> refused() {
    return stopped().or(() -> all.size() < most ? Optional.empty() : Optional.of(most + FULL));
  }

  /** By then each was told as ended, and is not done any more. */
  private synchronized Optional<String> stopped() {
    return closed ? Optional.of(STOPPED) : Optional.empty();
  }

  /** Forgets the oldest that has ended. */
  private void makeRoom() {
    if (all.size() >= most) {
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
