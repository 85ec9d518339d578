package org.hearthhub.adapter.coap.format;

import org.hearthhub.problem.Invalid;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORFactory;
import tools.jackson.dataformat.cbor.CBORMapper;

/** JSON and CBOR of strangers: bounded in size, depth and length. Thread-safe. */
public final class Trees {
  /** The largest document, in bytes. */
  public static final int MAX_BYTES = 256 * 1024;

  private static final StreamReadConstraints BOUNDS =
      StreamReadConstraints.builder()
          .maxNestingDepth(32)
          .maxDocumentLength(MAX_BYTES)
          .maxStringLength(64 * 1024)
          .maxNameLength(1024)
          .maxNumberLength(64)
          .maxTokenCount(50_000)
          .build();
  private static final JsonFactory JSON =
      JsonFactory.builder().streamReadConstraints(BOUNDS).build();
  private static final CBORFactory CBOR =
      CBORFactory.builder().streamReadConstraints(BOUNDS).build();
  private static final ObjectMapper JSON_TREES = new JsonMapper(JSON);
  private static final ObjectMapper CBOR_TREES = new CBORMapper(CBOR);

  private Trees() {}

  /** The whole document as a tree; {@code cbor} says in which of the two forms it is. */
  public static JsonNode read(byte[] document, boolean cbor) {
    try (JsonParser parser = parser(document, cbor)) {
      JsonNode tree = mapper(cbor).readTree(parser);
      if (tree == null || tree.isMissingNode() || parser.nextToken() != null) {
        throw malformed(cbor);
      }
      return tree;
    } catch (JacksonException notOne) {
      throw malformed(cbor);
    }
  }

  static JsonParser parser(byte[] document, boolean cbor) {
    return cbor
        ? CBOR.createParser(ObjectReadContext.empty(), document)
        : JSON.createParser(ObjectReadContext.empty(), document);
  }

  /** Writes and reads trees of the one form or the other. */
  public static ObjectMapper mapper(boolean cbor) {
    return cbor ? CBOR_TREES : JSON_TREES;
  }

  static Invalid malformed(boolean cbor) {
    return cbor
        ? new Invalid("not-cbor", "It sends data that is not valid CBOR.")
        : new Invalid("not-json", "It sends text that is not valid JSON.");
  }
}
