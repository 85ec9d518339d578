package org.hearthhub.audit;

import java.time.Instant;
import java.util.Optional;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.PersonId;
import org.hearthhub.thing.Value;
import org.hearthhub.vault.ByteSink;
import org.hearthhub.vault.ByteSource;
import org.hearthhub.vault.Fields;

/**
 * The canonical bytes of an entry, which its commitment is computed over: the fields in the order
 * of their numbers, each at most once. An older entry is never written anew, so a newer Hearth may
 * add fields at the end.
 */
final class EntryForm {
  private static final int SEQUENCE = 1;
  private static final int SECOND = 2;
  private static final int NANO = 3;
  private static final int ACTOR_KIND = 4;
  private static final int ACTOR_UUID = 5;
  private static final int ACTOR_ID = 6;
  private static final int ACTOR_NAME = 7;
  private static final int ACTION = 8;
  private static final int THING = 9;
  private static final int THING_TITLE = 10;
  private static final int NAME = 11;
  private static final int OLD_VALUE = 12;
  private static final int NEW_VALUE = 13;
  private static final int OUTCOME = 14;
  private static final int REASON = 15;

  /** Kinds of actors; numbers are for ever. */
  private static final int PERSON = 1;

  private static final int APP = 2;
  private static final int RULE = 3;
  private static final int SCHEDULE = 4;
  private static final int DEVICE = 5;
  private static final int THE_HUB = 6;
  private static final int OPERATOR = 7;

  private EntryForm() {}

  static byte[] write(AuditEntry entry) {
    Instant time = entry.time();
    long second = time.getEpochSecond();
    int nano = time.getNano();
    Fields.Writer fields =
        Fields.write().number(SEQUENCE, entry.sequence()).number(SECOND, second).number(NANO, nano);
    writeActor(fields, entry.actor());
    fields.text(ACTOR_NAME, entry.actorName()).number(ACTION, entry.action().number());
    entry.thing().ifPresent(thing -> fields.uuid(THING, thing.uuid()));
    entry.thingTitle().ifPresent(title -> fields.text(THING_TITLE, title));
    entry.name().ifPresent(name -> fields.text(NAME, name.text()));
    entry.oldValue().ifPresent(value -> fields.bytes(OLD_VALUE, bytes(value)));
    entry.newValue().ifPresent(value -> fields.bytes(NEW_VALUE, bytes(value)));
    fields.number(OUTCOME, entry.outcome().number());
    entry.reason().ifPresent(reason -> fields.text(REASON, reason));
    return fields.toBytes();
  }

  private static void writeActor(Fields.Writer fields, Actor actor) {
    switch (actor) {
      case Actor.Person(var id) -> fields.number(ACTOR_KIND, PERSON).uuid(ACTOR_UUID, id.uuid());
      case Actor.App(var id) -> fields.number(ACTOR_KIND, APP).text(ACTOR_ID, id);
      case Actor.Rule(var id) -> fields.number(ACTOR_KIND, RULE).text(ACTOR_ID, id);
      case Actor.Schedule(var id) -> fields.number(ACTOR_KIND, SCHEDULE).text(ACTOR_ID, id);
      case Actor.Device(var id) -> fields.number(ACTOR_KIND, DEVICE).uuid(ACTOR_UUID, id.uuid());
      case Actor.TheHub() -> fields.number(ACTOR_KIND, THE_HUB);
      case Actor.Operator() -> fields.number(ACTOR_KIND, OPERATOR);
    }
  }

  /**
   * @throws org.hearthhub.problem.Broken if the bytes are no entry
   */
  static AuditEntry read(byte[] bytes) {
    Fields fields = Fields.parse(bytes);
    return new AuditEntry(
        number(fields, SEQUENCE),
        Instant.ofEpochSecond(number(fields, SECOND), number(fields, NANO)),
        actor(fields),
        fields.text(ACTOR_NAME).orElseThrow(ByteSource::malformed),
        action(number(fields, ACTION)),
        fields.uuid(THING).map(DeviceId::new),
        fields.text(THING_TITLE),
        fields.text(NAME).map(AffordanceName::new),
        value(fields, OLD_VALUE),
        value(fields, NEW_VALUE),
        outcome(number(fields, OUTCOME)),
        fields.text(REASON));
  }

  private static Actor actor(Fields fields) {
    return switch ((int) number(fields, ACTOR_KIND)) {
      case PERSON ->
          new Actor.Person(
              fields.uuid(ACTOR_UUID).map(PersonId::new).orElseThrow(ByteSource::malformed));
      case APP -> new Actor.App(actorId(fields));
      case RULE -> new Actor.Rule(actorId(fields));
      case SCHEDULE -> new Actor.Schedule(actorId(fields));
      case DEVICE ->
          new Actor.Device(
              fields.uuid(ACTOR_UUID).map(DeviceId::new).orElseThrow(ByteSource::malformed));
      case THE_HUB -> new Actor.TheHub();
      case OPERATOR -> new Actor.Operator();
      default -> throw ByteSource.malformed();
    };
  }

  private static String actorId(Fields fields) {
    return fields.text(ACTOR_ID).orElseThrow(ByteSource::malformed);
  }

  private static long number(Fields fields, int field) {
    return fields.number(field).orElseThrow(ByteSource::malformed);
  }

  private static AuditEntry.Action action(long number) {
    for (AuditEntry.Action action : AuditEntry.Action.values()) {
      if (action.number() == number) {
        return action;
      }
    }
    throw ByteSource.malformed();
  }

  private static AuditEntry.Outcome outcome(long number) {
    for (AuditEntry.Outcome outcome : AuditEntry.Outcome.values()) {
      if (outcome.number() == number) {
        return outcome;
      }
    }
    throw ByteSource.malformed();
  }

  private static Optional<Value> value(Fields fields, int field) {
    return fields
        .bytes(field)
        .map(
            bytes -> {
              ByteSource source = new ByteSource(bytes);
              return switch (source.octet()) {
                case 1 -> new Value.Num(Double.longBitsToDouble(source.fixed()));
                case 2 -> new Value.Bool(source.octet() == 1);
                case 3 -> new Value.Text(source.text());
                case 4 -> new Value.Structure(source.text());
                default -> throw ByteSource.malformed();
              };
            });
  }

  private static byte[] bytes(Value value) {
    ByteSink sink = new ByteSink();
    switch (value) {
      case Value.Num(double number) -> sink.octet(1).fixed(Double.doubleToRawLongBits(number));
      case Value.Bool(boolean truth) -> sink.octet(2).octet(truth ? 1 : 0);
      case Value.Text(String text) -> sink.octet(3).text(text);
      case Value.Structure(String json) -> sink.octet(4).text(json);
    }
    return sink.toBytes();
  }
}
