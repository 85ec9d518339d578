package org.hearthhub.adapter.coap.profile.senml;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.hearthhub.adapter.coap.Control;
import org.hearthhub.adapter.coap.format.ContentFormat;
import org.hearthhub.adapter.coap.format.Payload;
import org.hearthhub.adapter.coap.format.Trees;
import org.hearthhub.adapter.coap.format.Values;
import org.hearthhub.thing.Value;
import tools.jackson.databind.node.ObjectNode;

/**
 * The words that this profile keeps in a device's link. With SenML, a key is the name of a record.
 * Otherwise it is empty for the whole payload, {@code member:NAME} for a member of an object, and
 * for what is written as true or false {@code words:on/off} or {@code words:1/0}.
 */
final class Keys {
  private static final String MEMBER = "member:";
  static final String WHOLE = "";
  static final String ON_OFF = "words:on/off";
  static final String ONE_ZERO = "words:1/0";

  private Keys() {}

  static String ofMember(String name) {
    return MEMBER + name;
  }

  static Optional<String> member(String key) {
    return key.startsWith(MEMBER) ? Optional.of(key.substring(MEMBER.length())) : Optional.empty();
  }

  static Payload write(Control control, Value value) {
    Optional<String> member = member(control.key());
    if (member.isPresent()) {
      boolean cbor = control.format() == ContentFormat.CBOR;
      ObjectNode object = Trees.mapper(cbor).createObjectNode();
      byte[] json = Values.write(value, ContentFormat.JSON).bytes();
      object.set(member.get(), Trees.read(json, false));
      return new Payload(control.format(), Trees.mapper(cbor).writeValueAsBytes(object));
    }
    if (value instanceof Value.Bool(boolean truth)) {
      switch (control.key()) {
        case ON_OFF -> {
          return new Payload(
              control.format(), (truth ? "on" : "off").getBytes(StandardCharsets.UTF_8));
        }
        case ONE_ZERO -> {
          return Values.write(Value.of(truth ? 1 : 0), control.format());
        }
        default -> {}
      }
    }
    return Values.write(value, control.format());
  }
}
