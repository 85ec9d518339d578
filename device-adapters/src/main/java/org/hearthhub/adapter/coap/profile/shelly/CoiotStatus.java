package org.hearthhub.adapter.coap.profile.shelly;

import java.util.HashMap;
import java.util.Map;
import org.hearthhub.adapter.coap.format.Trees;
import org.hearthhub.problem.Invalid;
import tools.jackson.databind.JsonNode;

/** What a device tells under {@code /cit/s}: {@code {"G":[[0,1101,1],[0,4101,12.5]]}}. */
final class CoiotStatus {
  private static final int MOST = 256;

  private CoiotStatus() {}

  /**
   * The values by their ids; the last one where an id stands twice.
   *
   * @throws Invalid if it is no such status
   */
  static Map<Integer, JsonNode> read(byte[] document) {
    JsonNode values = Trees.read(document, false).path("G");
    if (!values.isArray() || values.size() > MOST) {
      throw new Invalid("not-coiot", "It sends something else where it should tell its values.");
    }
    Map<Integer, JsonNode> byId = new HashMap<>();
    for (JsonNode value : values) {
      if (!value.isArray() || value.size() != 3 || !value.path(1).isInt()) {
        throw new Invalid("not-coiot", "It sends values that cannot be told apart.");
      }
      byId.put(value.path(1).intValue(), value.path(2));
    }
    return byId;
  }
}
