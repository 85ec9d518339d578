package org.hearthhub.web.door;

import io.javalin.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.Type;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON as the web room writes and reads it: trees, strictly. Thread-safe.
 *
 * <p>Duplicate keys, trailing tokens and deep nesting are mistakes.
 */
public final class Json implements JsonMapper {
  private static final tools.jackson.databind.json.JsonMapper MAPPER =
      tools.jackson.databind.json.JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(Limits.JSON_DEPTH)
                          .maxDocumentLength(Limits.BODY)
                          .maxNumberLength(100)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  public static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  public static JsonNode nothing() {
    return MAPPER.nullNode();
  }

  /** UTF-8 text of a tree. */
  public static byte[] bytes(JsonNode tree) {
    return MAPPER.writeValueAsBytes(tree);
  }

  /**
   * @throws tools.jackson.core.JacksonException if it is not one JSON value
   */
  static JsonNode parse(String text) {
    return MAPPER.readTree(text);
  }

  @Override
  public String toJsonString(Object tree, Type type) {
    return MAPPER.writeValueAsString(tree);
  }

  @Override
  public InputStream toJsonStream(Object tree, Type type) {
    return new ByteArrayInputStream(MAPPER.writeValueAsBytes(tree));
  }
}
