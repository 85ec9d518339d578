package org.hearthhub.thing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hearthhub.problem.Invalid;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Data schemas to and from JSON (W3C WoT TD 1.1 section 5.3.2). */
final class SchemaJson {
  private static final int MAX_ENUMERATION = 256;
  private static final int MAX_FURTHER = 4096;
  private static final int MAX_DEPTH = 8;
  private static final int MAX_UNIT = 40;

  /**
   * The keywords beyond those of {@link DataSchema} that a stranger's schema may bring. Not among
   * them: references (they would be fetched) and patterns (a regular expression can run for ever).
   */
  private static final Set<String> FURTHER =
      Set.of(
          "exclusiveMinimum",
          "exclusiveMaximum",
          "minLength",
          "maxLength",
          "contentEncoding",
          "contentMediaType",
          "items",
          "minItems",
          "maxItems",
          "properties",
          "required",
          "additionalProperties",
          "oneOf");

  private static final Set<String> NESTED =
      Set.of(
          "type",
          "title",
          "description",
          "unit",
          "minimum",
          "maximum",
          "multipleOf",
          "enum",
          "const");

  /** Units as WebThings and people write them, by their SenML names (RFC 8428, RFC 8798). */
  private static final Map<String, String> SENML =
      Map.ofEntries(
          Map.entry("celsius", "Cel"),
          Map.entry("degree celsius", "Cel"),
          Map.entry("degrees celsius", "Cel"),
          Map.entry("°c", "Cel"),
          Map.entry("percent", "%"),
          Map.entry("percentage", "%"),
          Map.entry("watt", "W"),
          Map.entry("watts", "W"),
          Map.entry("volt", "V"),
          Map.entry("ampere", "A"),
          Map.entry("hertz", "Hz"),
          Map.entry("kelvin", "K"),
          Map.entry("lux", "lx"),
          Map.entry("pascal", "Pa"),
          Map.entry("hectopascal", "hPa"),
          Map.entry("second", "s"),
          Map.entry("seconds", "s"),
          Map.entry("kilowatt hour", "kWh"),
          Map.entry("watt hour", "Wh"));

  private static final Map<String, DataType> TYPES =
      Arrays.stream(DataType.values())
          .filter(type -> type != DataType.ANY)
          .collect(Collectors.toUnmodifiableMap(SchemaJson::word, type -> type));

  private SchemaJson() {}

  static DataSchema read(JsonNode node) {
    Optional<Double> minimum = number(node, "minimum");
    Optional<Double> maximum = number(node, "maximum");
    if (minimum.isPresent() && maximum.isPresent() && minimum.get() > maximum.get()) {
      minimum = Optional.empty();
      maximum = Optional.empty();
    }
    return new DataSchema(
        type(node.path("type")),
        DescriptionJson.types(node),
        DescriptionJson.words(node, "title", Wording.TITLE)
            .or(() -> DescriptionJson.words(node, "label", Wording.TITLE)),
        DescriptionJson.words(node, "description", Wording.DESCRIPTION),
        node.path("unit")
            .stringValueOpt()
            .map(unit -> Wording.clean(unit, MAX_UNIT))
            .map(unit -> SENML.getOrDefault(unit.toLowerCase(Locale.ROOT), unit))
            .filter(unit -> !unit.isEmpty()),
        // WebThings before 0.7 said writable.
        node.path("readOnly").booleanValue(!node.path("writable").booleanValue(true)),
        node.path("writeOnly").booleanValue(false),
        minimum,
        maximum,
        number(node, "multipleOf").filter(step -> step > 0),
        enumeration(node),
        further(node));
  }

  static ObjectNode write(DataSchema schema) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    DescriptionJson.writeTypes(node, schema.semanticTypes());
    schema.title().ifPresent(text -> node.put("title", text));
    schema.description().ifPresent(text -> node.put("description", text));
    writeRules(node, schema);
    schema.unit().ifPresent(text -> node.put("unit", text));
    if (schema.readOnly()) {
      node.put("readOnly", true);
    }
    if (schema.writeOnly()) {
      node.put("writeOnly", true);
    }
    return node;
  }

  /** The keywords that a value can be held against, and no others. */
  static ObjectNode writeRules(ObjectNode node, DataSchema schema) {
    if (schema.type() != DataType.ANY) {
      node.put("type", word(schema.type()));
    }
    schema.minimum().ifPresent(number -> node.set("minimum", ThingJson.write(Value.of(number))));
    schema.maximum().ifPresent(number -> node.set("maximum", ThingJson.write(Value.of(number))));
    schema.multipleOf().ifPresent(step -> node.set("multipleOf", ThingJson.write(Value.of(step))));
    if (!schema.enumeration().isEmpty()) {
      ArrayNode values = node.putArray("enum");
      schema.enumeration().forEach(value -> values.add(ThingJson.write(value)));
    }
    if (ThingJson.parse(schema.further()) instanceof ObjectNode further) {
      further.properties().forEach(keyword -> node.set(keyword.getKey(), keyword.getValue()));
    }
    return node;
  }

  static String word(DataType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  private static DataType type(JsonNode type) {
    // ["number", "null"] says that a value may be missing; here a missing value is none.
    for (JsonNode one : type.isArray() ? type.values() : List.of(type)) {
      DataType known = TYPES.get(one.stringValue(""));
      if (known != null) {
        return known;
      }
    }
    return DataType.ANY;
  }

  private static Optional<Double> number(JsonNode node, String field) {
    JsonNode number = node.path(field);
    return number.isNumber()
        ? Optional.of(number.doubleValueOpt().orElse(Double.NaN)).filter(Double::isFinite)
        : Optional.empty();
  }

  private static List<Value> enumeration(JsonNode node) {
    JsonNode listed = node.path("enum");
    JsonNode only = node.path("const");
    List<Value> values = new ArrayList<>();
    for (JsonNode one : listed.isArray() ? listed.values() : List.of(only)) {
      if (!one.isNull() && !one.isMissingNode() && values.size() < MAX_ENUMERATION) {
        try {
          values.add(ThingJson.readValue(one));
        } catch (Invalid tooLarge) {
          // Nobody could send it either: left out.
        }
      }
    }
    return values;
  }

  private static String further(JsonNode node) {
    ObjectNode kept = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> keyword : node.properties()) {
      if (FURTHER.contains(keyword.getKey())) {
        keep(kept, keyword.getKey(), keyword.getValue(), 0);
      }
    }
    String text = kept.toString();
    return text.length() <= MAX_FURTHER ? text : "{}";
  }

  /** Takes a keyword over if its value has the form that JSON Schema asks for. */
  private static void keep(ObjectNode kept, String keyword, JsonNode value, int depth) {
    switch (keyword) {
      case "items" -> {
        if (value.isObject()) {
          kept.set(keyword, nested(value, depth));
        } else if (value.isArray()) {
          value.values().forEach(item -> array(kept, keyword).add(nested(item, depth)));
        }
      }
      case "oneOf" ->
          value.values().forEach(choice -> array(kept, keyword).add(nested(choice, depth)));
      case "additionalProperties" ->
          kept.set(keyword, value.isBoolean() ? value : nested(value, depth));
      case "properties" -> {
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        value
            .properties()
            .forEach(member -> members.set(member.getKey(), nested(member.getValue(), depth)));
        kept.set(keyword, members);
      }
      case "required" -> {
        for (JsonNode member : value.values()) {
          if (member.isString()) {
            array(kept, keyword).add(member);
          }
        }
      }
      case "enum" -> {
        if (value.isArray() && !value.isEmpty()) {
          kept.set(keyword, value);
        }
      }
      case "const" -> kept.set(keyword, value);
      case "type" -> {
        DataType type = type(value);
        if (type != DataType.ANY) {
          kept.put(keyword, word(type));
        }
      }
      case "title", "description", "unit", "contentEncoding", "contentMediaType" -> {
        if (value.isString()) {
          kept.put(keyword, Wording.clean(value.stringValue(), Wording.TITLE));
        }
      }
      case "minLength", "maxLength", "minItems", "maxItems" -> {
        if (value.isIntegralNumber() && value.canConvertToInt() && value.intValue() >= 0) {
          kept.set(keyword, value);
        }
      }
      // minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf
      default -> {
        if (value.isNumber() && !(keyword.equals("multipleOf") && value.asDouble(0) <= 0)) {
          kept.set(keyword, value);
        }
      }
    }
  }

  private static ArrayNode array(ObjectNode node, String field) {
    return node.get(field) instanceof ArrayNode array ? array : node.putArray(field);
  }

  private static ObjectNode nested(JsonNode schema, int depth) {
    ObjectNode kept = JsonNodeFactory.instance.objectNode();
    if (depth < MAX_DEPTH) {
      for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
        if (NESTED.contains(keyword.getKey()) || FURTHER.contains(keyword.getKey())) {
          keep(kept, keyword.getKey(), keyword.getValue(), depth + 1);
        }
      }
    }
    return kept;
  }
}
