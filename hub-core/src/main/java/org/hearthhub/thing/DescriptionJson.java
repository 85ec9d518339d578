package org.hearthhub.thing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.hearthhub.problem.Invalid;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Thing Descriptions to and from JSON (W3C WoT TD 1.1 section 5.3.1; Mozilla WebThings). */
final class DescriptionJson {
  private static final int MAX_TYPES = 16;
  private static final int MAX_TYPE_LENGTH = 200;

  private DescriptionJson() {}

  static ThingDescription read(JsonNode node) {
    if (!node.isObject()) {
      throw new Invalid("not-a-description", "A Thing Description is a JSON object; this is none.");
    }
    String title =
        words(node, "title", Wording.TITLE)
            // WebThings before 0.9 called it name.
            .or(() -> words(node, "name", Wording.TITLE))
            .orElseThrow(
                () -> new Invalid("no-title", "A Thing Description needs a title; this has none."));
    return new ThingDescription(
        title,
        words(node, "description", Wording.DESCRIPTION),
        types(node),
        affordances(node, "properties", DescriptionJson::property),
        affordances(node, "actions", DescriptionJson::action),
        affordances(node, "events", DescriptionJson::event));
  }

  static ObjectNode write(ThingDescription description) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    writeTypes(node, description.types());
    node.put("title", description.title());
    description.description().ifPresent(text -> node.put("description", text));
    ObjectNode properties = node.putObject("properties");
    description
        .properties()
        .forEach(
            (name, property) -> {
              ObjectNode affordance = SchemaJson.write(property.schema());
              affordance.put("observable", property.observable());
              properties.set(name.text(), affordance);
            });
    if (!description.actions().isEmpty()) {
      ObjectNode actions = node.putObject("actions");
      description
          .actions()
          .forEach(
              (name, action) -> {
                ObjectNode affordance = actions.putObject(name.text());
                action.title().ifPresent(text -> affordance.put("title", text));
                action.description().ifPresent(text -> affordance.put("description", text));
                action.input().ifPresent(in -> affordance.set("input", SchemaJson.write(in)));
                action.output().ifPresent(out -> affordance.set("output", SchemaJson.write(out)));
              });
    }
    if (!description.events().isEmpty()) {
      ObjectNode events = node.putObject("events");
      description
          .events()
          .forEach(
              (name, event) -> {
                ObjectNode affordance = events.putObject(name.text());
                event.title().ifPresent(text -> affordance.put("title", text));
                event.description().ifPresent(text -> affordance.put("description", text));
                event.data().ifPresent(data -> affordance.set("data", SchemaJson.write(data)));
              });
    }
    return node;
  }

  /** {@code @type}: a text or an array of texts. */
  static List<String> types(JsonNode node) {
    JsonNode type = node.path("@type");
    Iterable<JsonNode> all = type.isArray() ? type.values() : List.of(type);
    List<String> types = new ArrayList<>();
    for (JsonNode one : all) {
      String word = one.isString() ? Wording.clean(one.stringValue(), MAX_TYPE_LENGTH) : "";
      // Every description is one of these: they say nothing.
      boolean says = !word.isEmpty() && !word.equals("Thing") && !word.equals("tm:ThingModel");
      if (says && types.size() < MAX_TYPES && !types.contains(word)) {
        types.add(word);
      }
    }
    return types;
  }

  static void writeTypes(ObjectNode node, List<String> types) {
    if (types.size() == 1) {
      node.put("@type", types.getFirst());
    } else if (!types.isEmpty()) {
      ArrayNode array = node.putArray("@type");
      types.forEach(array::add);
    }
  }

  /** A text for people: as it stands, or out of the map of languages beside it, English first. */
  static Optional<String> words(JsonNode node, String field, int most) {
    JsonNode text = node.path(field);
    if (!text.isString()) {
      JsonNode languages = node.path(field + "s");
      text = languages.path("en");
      if (!text.isString() && languages.isObject() && !languages.isEmpty()) {
        text = languages.values().iterator().next();
      }
    }
    return text.stringValueOpt()
        .map(words -> Wording.clean(words, most))
        .filter(words -> !words.isEmpty());
  }

  private static <A> Map<AffordanceName, A> affordances(
      JsonNode thing, String field, Function<JsonNode, A> read) {
    JsonNode all = thing.path(field);
    if (!all.isObject()) {
      return Map.of();
    }
    if (all.size() > ThingDescription.MAX_AFFORDANCES) {
      throw new Invalid(
          "too-many-affordances",
          "A Thing has at most "
              + ThingDescription.MAX_AFFORDANCES
              + " "
              + field
              + "; this one has "
              + all.size()
              + ".");
    }
    Map<String, AffordanceName> names = AffordanceName.distinct(all.propertyNames());
    Map<AffordanceName, A> affordances = new LinkedHashMap<>();
    names.forEach(
        (word, name) -> {
          JsonNode affordance = all.path(word);
          if (affordance.isObject()) {
            affordances.put(name, read.apply(affordance));
          }
        });
    return affordances;
  }

  private static PropertyAffordance property(JsonNode node) {
    return new PropertyAffordance(
        SchemaJson.read(node), node.path("observable").booleanValue(false));
  }

  private static ActionAffordance action(JsonNode node) {
    return new ActionAffordance(
        words(node, "title", Wording.TITLE),
        words(node, "description", Wording.DESCRIPTION),
        schema(node, "input"),
        schema(node, "output"));
  }

  private static EventAffordance event(JsonNode node) {
    // A WebThings event is its own data schema.
    Optional<DataSchema> data =
        node.path("type").isString() ? Optional.of(SchemaJson.read(node)) : schema(node, "data");
    return new EventAffordance(
        words(node, "title", Wording.TITLE), words(node, "description", Wording.DESCRIPTION), data);
  }

  private static Optional<DataSchema> schema(JsonNode node, String field) {
    JsonNode schema = node.path(field);
    return schema.isObject() ? Optional.of(SchemaJson.read(schema)) : Optional.empty();
  }
}
