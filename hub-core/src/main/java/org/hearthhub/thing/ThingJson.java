package org.hearthhub.thing;

import org.hearthhub.problem.Invalid;
import org.hearthhub.thing.Value.Bool;
import org.hearthhub.thing.Value.Num;
import org.hearthhub.thing.Value.Structure;
import org.hearthhub.thing.Value.Text;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON forms of values and Thing Descriptions (W3C WoT TD 1.1). Reading treats every document
 * as a stranger's. Thread-safe.
 */
public final class ThingJson {
  /** The deepest nesting and the longest text that is read at all. */
  private static final int MAX_DEPTH = 40;

  private static final int MAX_DOCUMENT = 512 * 1024;

  /** Whole numbers up to here are exact in a double. */
  private static final double EXACT = 9007199254740992d;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxDocumentLength(MAX_DOCUMENT)
                          .maxStringLength(64 * 1024)
                          .maxNameLength(1024)
                          .maxNumberLength(400)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ThingJson() {}

  /**
   * A stranger's JSON text: at most 512 KiB, at most 40 levels deep.
   *
   * @throws Invalid if it is not JSON or goes beyond that
   */
  public static JsonNode parse(String json) {
    try {
      JsonNode node = JSON.readTree(json);
      if (node.isMissingNode()) {
        throw notJson();
      }
      return node;
    } catch (JacksonException notJson) {
      throw notJson();
    }
  }

  /** The JSON node of a value; whole numbers are written without a fraction. */
  public static JsonNode write(Value value) {
    return switch (value) {
      case Bool(boolean truth) -> NODES.booleanNode(truth);
      case Num(double number) ->
          number == Math.rint(number) && Math.abs(number) <= EXACT
              ? NODES.numberNode((long) number)
              : NODES.numberNode(number);
      case Text(String text) -> NODES.stringNode(text);
      case Structure(String json) -> parse(json);
    };
  }

  /**
   * The value that a JSON node is.
   *
   * @throws Invalid if it is null, missing, or too large
   */
  public static Value readValue(JsonNode node) {
    if (node.isBoolean()) {
      return Value.of(node.booleanValue());
    }
    if (node.isNumber()) {
      return Value.of(node.doubleValueOpt().orElse(Double.NaN));
    }
    if (node.isString() || node.isBinary()) {
      return Value.of(node.asString());
    }
    if (node.isObject() || node.isArray()) {
      return new Structure(node.toString());
    }
    throw new Invalid("no-value", "A value is needed here; null is none.");
  }

  /** Compact JSON text of a value. */
  public static String text(Value value) {
    return value instanceof Structure(String json) ? json : write(value).toString();
  }

  /**
   * The value that a JSON text is.
   *
   * @throws Invalid if it is not JSON, is null, or too large
   */
  public static Value parseValue(String json) {
    return readValue(parse(json));
  }

  /** The Thing Description without {@code @context}, id, security and forms. */
  public static ObjectNode write(ThingDescription description) {
    return DescriptionJson.write(description);
  }

  /** Compact JSON text of {@link #write(ThingDescription)}. */
  public static String text(ThingDescription description) {
    return write(description).toString();
  }

  /**
   * Reads a Thing Description or Thing Model of the W3C or of the Mozilla WebThings form; forms,
   * links and security are passed over, names are brought to {@link AffordanceName} form ({@link
   * AffordanceName#distinct}), texts are cut to what a page can show.
   *
   * @throws Invalid if it is not an object, has no usable title, or has more than {@link
   *     ThingDescription#MAX_AFFORDANCES} affordances of one kind
   */
  public static ThingDescription readDescription(JsonNode node) {
    return DescriptionJson.read(node);
  }

  /**
   * Reads the text of a Thing Description as {@link #readDescription}.
   *
   * @throws Invalid likewise, or if it is not JSON
   */
  public static ThingDescription parseDescription(String json) {
    return readDescription(parse(json));
  }

  private static Invalid notJson() {
    return new Invalid("not-json", "This is not JSON, or it is too large or too deeply nested.");
  }
}
