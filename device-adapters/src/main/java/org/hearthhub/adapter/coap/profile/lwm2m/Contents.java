package org.hearthhub.adapter.coap.profile.lwm2m;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hearthhub.adapter.coap.format.ContentFormat;
import org.hearthhub.adapter.coap.format.Payload;
import org.hearthhub.adapter.coap.format.Senml;
import org.hearthhub.adapter.coap.format.SenmlRecord;
import org.hearthhub.adapter.coap.format.Tlv;
import org.hearthhub.adapter.coap.format.Values;
import org.hearthhub.problem.Invalid;
import org.hearthhub.thing.Value;

/** The resources in a payload, in whichever format the client chose. */
final class Contents {
  private final Map<Integer, Tlv.Entry> entries = new HashMap<>();
  private final Map<Integer, Value> values = new HashMap<>();
  private final Map<Integer, Instant> times = new HashMap<>();
  private final Optional<Payload> alone;

  private Contents(Optional<Payload> alone) {
    this.alone = alone;
  }

  /**
   * @throws Invalid if it cannot be understood
   */
  static Contents read(Payload payload, Instant now) {
    return switch (payload.format()) {
      case Lwm2mProfile.TLV -> ofTlv(payload);
      case ContentFormat.SENML_JSON, ContentFormat.SENML_CBOR -> ofSenml(payload, now);
      case ContentFormat.TEXT, ContentFormat.NONE -> new Contents(Optional.of(payload));
      default ->
          throw new Invalid(
              "unknown-format", "It sends data in a format that Hearth does not understand.");
    };
  }

  private static Contents ofTlv(Payload payload) {
    Contents contents = new Contents(Optional.empty());
    for (Tlv.Entry entry : Tlv.read(payload.bytes())) {
      if (entry.kind() == Tlv.Kind.OBJECT_INSTANCE) {
        entry.inner().forEach(contents::add);
      } else {
        contents.add(entry);
      }
    }
    return contents;
  }

  private void add(Tlv.Entry entry) {
    if (entry.kind() == Tlv.Kind.RESOURCE) {
      entries.put(entry.id(), entry);
    }
  }

  private static Contents ofSenml(Payload payload, Instant now) {
    Contents contents = new Contents(Optional.empty());
    for (SenmlRecord record : Senml.read(payload.bytes(), payload.format(), now)) {
      String[] path = record.name().split("/", 8);
      // /3303/0/5700 behind a root that may be longer; a fourth number is one of several values.
      Optional<Integer> resource =
          path.length < 4 ? Optional.empty() : number(path[path.length - 1]);
      if (resource.isPresent() && record.held().isPresent()) {
        contents.values.put(resource.get(), record.held().get());
        record.time().ifPresent(time -> contents.times.put(resource.get(), time));
      }
    }
    return contents;
  }

  private static Optional<Integer> number(String text) {
    return text.isEmpty() || text.length() > 5 || !text.chars().allMatch(c -> c >= '0' && c <= '9')
        ? Optional.empty()
        : Optional.of(Integer.parseInt(text));
  }

  /**
   * A resource's value; empty if the payload does not have it.
   *
   * @throws Invalid if it is not of that type
   */
  Optional<Value> value(int resource, ResourceType type) {
    if (alone.isPresent()) {
      return Optional.of(
          Values.read(new Payload(ContentFormat.TEXT, alone.get().bytes()), type.data()));
    }
    Tlv.Entry entry = entries.get(resource);
    if (entry != null) {
      return Optional.of(type.read(entry));
    }
    return Optional.ofNullable(values.get(resource)).map(value -> Values.fit(value, type.data()));
  }

  /** A text among them; empty if there is none. */
  Optional<String> text(int resource) {
    return value(resource, ResourceType.STRING)
        .map(value -> value instanceof Value.Text(String text) ? text : "")
        .filter(text -> !text.isBlank());
  }

  Optional<Instant> time(int resource) {
    return Optional.ofNullable(times.get(resource));
  }

  /** Whether each resource is told apart from the others. */
  boolean isWhole() {
    return alone.isEmpty();
  }

  static List<Integer> formats() {
    return List.of(Lwm2mProfile.TLV, ContentFormat.SENML_CBOR, ContentFormat.SENML_JSON);
  }
}
