package org.hearthhub.device;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.hearthhub.access.Deeds;
import org.hearthhub.access.Right;
import org.hearthhub.audit.AuditEntry;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.NotFound;
import org.hearthhub.problem.Refused;
import org.hearthhub.thing.ActionAffordance;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DataSchema;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.SchemaValidation;
import org.hearthhub.thing.Sensitive;
import org.hearthhub.thing.Value;
import org.hearthhub.vault.RecordStore;

/**
 * The one path of a command, for people, apps and rules: access decision, schema, adapter,
 * confirmation, audit entry, new current value. Commands for one device go one after the other.
 * Thread-safe; blocks until the outcome is known, at most ten seconds.
 */
public final class Commands implements AutoCloseable {
  private static final String NO_LONGER =
      "Who gave this command may not do that any longer; the device was not told.";

  private final DeviceRegistry devices;
  private final Deeds deeds;
  private final InstantSource clock;
  private final UnsettledCommands unsettled;
  private final WaitingCommands waiting;
  private final CommandRunner runner;

  public Commands(
      RecordStore records,
      Adapters adapters,
      DeviceRegistry devices,
      Deeds deeds,
      InstantSource clock) {
    this.devices = devices;
    this.deeds = deeds;
    this.clock = clock;
    unsettled = new UnsettledCommands(records);
    waiting = new WaitingCommands(clock, unsettled);
    runner = new CommandRunner(adapters, deeds, waiting);
  }

  /**
   * Writes a property.
   *
   * @throws NotFound if there is no such device or property
   * @throws Refused if the actor may not, or the property is read-only
   * @throws Invalid if the value does not fit the schema
   * @throws org.hearthhub.problem.TooMuch if too many commands wait for this device
   * @throws org.hearthhub.problem.Unavailable if the hub is stopping
   */
  public CommandOutcome write(Actor actor, DeviceId device, AffordanceName property, Value value) {
    Live live = devices.live(device);
    DataSchema schema =
        live.device()
            .description()
            .property(property)
            .orElseThrow(
                () -> new NotFound("no-such-property", "This device has no such property."))
            .schema();
    AuditEntry deed = writing(actor, live, property, shown(schema, value));
    boolean sensitive = Sensitive.isWriting(live.device().description(), property);
    mayControl(live.device(), sensitive, deed);
    String title = schema.title().orElse(property.text());
    if (schema.readOnly()) {
      throw new Refused(
          Refused.Reason.NOT_OFFERED,
          "read-only",
          title + " can be read but not set; the device itself decides on it.");
    }
    SchemaValidation.check(schema, value, title);
    var before = new AtomicReference<Optional<CurrentValue>>(Optional.empty());
    return runner.run(
        live,
        new CommandRunner.Command(
            device,
            property,
            () -> {
              before.set(devices.value(live, property));
              return deed.changing(
                  property, before.get().map(CurrentValue::value), shown(schema, value));
            },
            () -> objection(actor, live, sensitive),
            (adapter, patience) -> adapter.write(device, property, value, patience),
            confirmed -> {
              if (!schema.writeOnly() && isUnheardSince(live, property, before.get())) {
                remember(device, property, confirmed.value().orElse(value));
              }
            }));
  }

  /**
   * Decides whether somebody may write a property, as {@link #write} will again: for who writes
   * several, and wants all or none.
   *
   * @throws NotFound if there is no such device
   * @throws Refused if the actor may not, which is written down
   */
  public void requireMayWrite(Actor actor, DeviceId device, AffordanceName property) {
    Live live = devices.live(device);
    mayControl(
        live.device(),
        Sensitive.isWriting(live.device().description(), property),
        writing(actor, live, property, Optional.empty()));
  }

  private AuditEntry writing(
      Actor actor, Live live, AffordanceName property, Optional<Value> value) {
    return deeds
        .by(actor, AuditEntry.Action.WRITE_PROPERTY)
        .about(live.device().id(), live.device().title())
        .changing(property, Optional.empty(), value);
  }

  /** Invokes an action; problems as {@link #write}. */
  public CommandOutcome invoke(
      Actor actor, DeviceId device, AffordanceName action, Optional<Value> input) {
    Live live = devices.live(device);
    ActionAffordance affordance = live.device().description().actions().get(action);
    if (affordance == null) {
      throw new NotFound("no-such-action", "This device has no such action.");
    }
    AuditEntry deed =
        deeds
            .by(actor, AuditEntry.Action.INVOKE_ACTION)
            .about(device, live.device().title())
            .changing(action, Optional.empty(), input);
    boolean sensitive = Sensitive.isIn(live.device().description());
    mayControl(live.device(), sensitive, deed);
    checkInput(affordance, affordance.title().orElse(action.text()), input);
    return runner.run(
        live,
        new CommandRunner.Command(
            device,
            action,
            () -> deed,
            () -> objection(actor, live, sensitive),
            (adapter, patience) -> adapter.invoke(device, action, input, patience),
            confirmed -> {}));
  }

  private void mayControl(Device device, boolean sensitive, AuditEntry deed) {
    deeds.require(new Right.Control(device.id()), deed);
    if (sensitive && !device.authenticated()) {
      deeds.require(new Right.ControlUnproven(device.id(), device.allowed()), deed);
    }
  }

  /** Why who gave a command may not any longer, since it had to wait; empty if they may. */
  private Optional<String> objection(Actor actor, Live live, boolean sensitive) {
    Device now = live.device();
    Right control = new Right.Control(now.id());
    Right unproven = new Right.ControlUnproven(now.id(), now.allowed());
    boolean may =
        deeds.allows(actor, control)
            && (!sensitive || now.authenticated() || deeds.allows(actor, unproven));
    return may ? Optional.empty() : Optional.of(NO_LONGER);
  }

  /** A command that waits for its device to wake, or waited; empty if that is not known here. */
  public Optional<WaitingCommand> waiting(String ticket) {
    return waiting.find(ticket);
  }

  /** The commands that wait for that device to wake. */
  public List<WaitingCommand> waiting(DeviceId device) {
    return waiting.of(device);
  }

  /**
   * Writes down that what waited when the hub was killed, or the power went, is not known to be
   * done: at the start, and for a timer, as that needs the past to be open. Then does nothing.
   */
  public void tellLost() {
    unsettled.tellLost(deeds);
  }

  /** Ends what still runs or waits; further commands are refused as the hub is stopping. */
  @Override
  public void close() {
    runner.close();
    waiting.close();
  }

  /** Whether the device said nothing meanwhile: what it said itself counts, and once. */
  @SuppressWarnings("ReferenceEquality") // the same value, heard once more, is another hearing
  private boolean isUnheardSince(
      Live live, AffordanceName property, Optional<CurrentValue> before) {
    Optional<CurrentValue> now = devices.value(live, property);
    return now.isEmpty() ? before.isEmpty() : before.isPresent() && now.get() == before.get();
  }

  /** The journal is read by everybody in the home: what nobody may read does not go there. */
  private static Optional<Value> shown(DataSchema schema, Value value) {
    return schema.writeOnly() ? Optional.empty() : Optional.of(value);
  }

  private void remember(DeviceId device, AffordanceName property, Value value) {
    try {
      devices.report(device, List.of(new Reading(property, value, clock.instant())));
    } catch (NotFound removedMeanwhile) {
      // Nobody is left who would ask for its value.
    }
  }

  private static void checkInput(ActionAffordance action, String title, Optional<Value> input) {
    if (action.input().isPresent()) {
      SchemaValidation.check(
          action.input().get(),
          input.orElseThrow(
              () -> new Invalid("no-input", title + " needs an input; none was given.")),
          title);
    } else if (input.isPresent()) {
      throw new Invalid("unexpected-input", title + " takes no input.");
    }
  }
}
