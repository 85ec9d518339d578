package org.hearthhub.thing;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON forms of values and Thing Descriptions (W3C WoT TD 1.1). Reading treats every document
 * as a stranger's. Thread-safe.
 */
public final class ThingJson {
  private ThingJson() {}

  /** The JSON node of a value; whole numbers are written without a fraction. */
  public static JsonNode write(Value value) {
    throw new UnsupportedOperationException();
  }

  /**
   * The value that a JSON node is.
   *
   * @throws org.hearthhub.problem.Invalid if it is null, missing, or too large
   */
  public static Value readValue(JsonNode node) {
    throw new UnsupportedOperationException();
  }

  /** Compact JSON text of a value. */
  public static String text(Value value) {
    throw new UnsupportedOperationException();
  }

  /**
   * The value that a JSON text is.
   *
   * @throws org.hearthhub.problem.Invalid if it is not JSON, is null, or too large
   */
  public static Value parseValue(String json) {
    throw new UnsupportedOperationException();
  }

  /** The Thing Description without {@code @context}, id, security and forms. */
  public static ObjectNode write(ThingDescription description) {
    throw new UnsupportedOperationException();
  }

  /**
   * Reads a Thing Description or Thing Model; forms, links and security are passed over, names are
   * brought to {@link AffordanceName} form, texts are cut to what a page can show.
   *
   * @throws org.hearthhub.problem.Invalid if it is not an object, has no usable title, or has more
   *     than {@link ThingDescription#MAX_AFFORDANCES} affordances of one kind
   */
  public static ThingDescription readDescription(JsonNode node) {
    throw new UnsupportedOperationException();
  }
}
