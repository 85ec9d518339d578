package org.hearthhub.adapter.simulator;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.hearthhub.thing.DataType;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The W3C WoT Thing Description 1.1 that a simulated device serves, with forms of the CoAP binding.
 */
final class TdDocument {
  private static final JsonMapper JSON = JsonMapper.shared();

  private TdDocument() {}

  /**
   * @param endpoint its endpoint name; the id is made from it
   * @param base where the forms are; empty to leave them relative to where this was read
   */
  static byte[] write(Blueprint device, String endpoint, Optional<InetSocketAddress> base) {
    ObjectNode thing = JSON.createObjectNode();
    ArrayNode context = thing.putArray("@context");
    context.add("https://www.w3.org/2022/wot/td/v1.1");
    context
        .addObject()
        .put("cov", "http://www.example.org/coap-binding#")
        .put("hearth", "urn:hearthhub:vocabulary:");
    context.add("https://webthings.io/schemas");
    ArrayNode types = thing.putArray("@type");
    device.types().forEach(types::add);
    UUID id = UUID.nameUUIDFromBytes(endpoint.getBytes(StandardCharsets.UTF_8));
    thing.put("id", "urn:uuid:" + id);
    thing.put("title", device.title());
    if (!device.description().isEmpty()) {
      thing.put("description", device.description());
    }
    base.ifPresent(address -> thing.put("base", uri(address)));
    thing.putObject("securityDefinitions").putObject("nosec_sc").put("scheme", "nosec");
    thing.put("security", "nosec_sc");
    ObjectNode properties = thing.putObject("properties");
    device.properties().forEach(spec -> writeProperty(properties, device, spec));
    ObjectNode actions = thing.putObject("actions");
    device.actions().forEach((name, action) -> writeAction(actions, name, action));
    if (!device.events().isEmpty()) {
      ObjectNode events = thing.putObject("events");
      device.events().forEach((name, event) -> writeEvent(events, device, name, event));
    }
    return JSON.writeValueAsBytes(thing);
  }

  private static void writeProperty(
      ObjectNode properties, Blueprint device, SimulatedProperty.Spec spec) {
    Meaning meaning = spec.meaning();
    ObjectNode property = properties.putObject(spec.name());
    property.put("@type", meaning.semanticType());
    property.put("title", spec.title());
    property.put("type", word(meaning.dataType()));
    meaning.unit().ifPresent(unit -> property.put("unit", unit));
    meaning
        .range()
        .ifPresent(
            range -> {
              putNumber(property, "minimum", range.from());
              putNumber(property, "maximum", range.to());
              putNumber(property, "multipleOf", range.step());
            });
    if (!spec.options().isEmpty()) {
      writeOptions(property, spec.options());
    }
    property.put("readOnly", !spec.writable());
    property.put("observable", true);
    ArrayNode forms = property.putArray("forms");
    String href = "/properties/" + spec.name();
    form(forms, href, device.format(), "GET", "readproperty");
    if (spec.writable()) {
      form(forms, href, device.format(), "PUT", "writeproperty");
    }
    form(forms, href, device.format(), "GET", "observeproperty", "unobserveproperty")
        .put("subprotocol", "cov:observe");
  }

  private static void writeOptions(ObjectNode property, List<String> options) {
    ArrayNode values = property.putArray("enum");
    options.forEach(values::add);
    if (options.equals(Moods.all())) {
      ArrayNode described = property.putArray("oneOf");
      options.forEach(
          mood ->
              described.addObject().put("const", mood).put("description", Moods.describe(mood)));
    }
  }

  private static void writeAction(ObjectNode actions, String name, Blueprint.Action what) {
    ObjectNode action = actions.putObject(name);
    action.put("title", what.title());
    action.put("safe", false);
    action.put("idempotent", false);
    form(action.putArray("forms"), "/actions/" + name, Format.JSON, "POST", "invokeaction");
  }

  private static void writeEvent(
      ObjectNode events, Blueprint device, String name, Blueprint.Event what) {
    ObjectNode event = events.putObject(name);
    event.put("title", what.title());
    ArrayNode words = event.putObject("data").put("type", "string").putArray("enum");
    what.words().forEach(words::add);
    form(
            event.putArray("forms"),
            "/events/" + name,
            device.format(),
            "GET",
            "subscribeevent",
            "unsubscribeevent")
        .put("subprotocol", "cov:observe");
  }

  private static ObjectNode form(
      ArrayNode forms, String href, Format format, String method, String... operations) {
    ObjectNode form = forms.addObject();
    form.put("href", href);
    form.put("contentType", format.mediaType());
    form.put("cov:method", method);
    ArrayNode op = form.putArray("op");
    for (String operation : operations) {
      op.add(operation);
    }
    return form;
  }

  private static void putNumber(ObjectNode node, String field, double number) {
    if (number == Math.rint(number)) {
      node.put(field, (long) number);
    } else {
      node.put(field, number);
    }
  }

  private static String word(DataType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  private static String uri(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    String literal = host.contains(":") ? "[" + host + "]" : host;
    return "coap://" + literal + ":" + address.getPort() + "/";
  }
}
