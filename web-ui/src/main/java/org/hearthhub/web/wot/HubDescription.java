package org.hearthhub.web.wot;

import org.hearthhub.web.door.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The hub's own Thing Description: a Thing Description Directory (W3C WoT Discovery section 7.3).
 * It is public and says nothing about the home.
 */
public final class HubDescription {
  private static final String DISCOVERY_CONTEXT = "https://www.w3.org/2022/wot/discovery";

  private HubDescription() {}

  /**
   * The same in as few bytes as may be, for who reads it over another protocol: without the words
   * for people.
   *
   * @param base where the hub is reached over HTTP, for example {@code
   *     https://hearth-7k3m.local:8443/}
   */
  public static byte[] brief(String base) {
    ObjectNode td = at(base.endsWith("/") ? base : base + "/");
    withoutWords(td);
    return Json.bytes(td);
  }

  private static void withoutWords(ObjectNode node) {
    node.remove("description");
    for (JsonNode child : node) {
      if (child instanceof ObjectNode object) {
        withoutWords(object);
      }
    }
  }

  static ObjectNode at(String base) {
    ObjectNode td = Json.object();
    td.putArray("@context").add(Descriptions.TD_CONTEXT).add(DISCOVERY_CONTEXT);
    td.put("@type", "ThingDirectory");
    td.put("title", "Hearth");
    td.put("description", "The Thing Descriptions of the devices of this home.");
    td.put("base", base);
    Descriptions.security(td);
    ObjectNode properties = td.putObject("properties");
    ObjectNode things = properties.putObject("things");
    things.put("description", "All Thing Descriptions, in pages");
    things.put("type", "array");
    things.put("readOnly", true);
    things.put("observable", false);
    ObjectNode variables = things.putObject("uriVariables");
    variables.putObject("offset").put("type", "integer").put("minimum", 0).put("default", 0);
    variables
        .putObject("limit")
        .put("type", "integer")
        .put("minimum", 1)
        .put("maximum", ThingDirectory.LARGEST_PAGE)
        .put("default", ThingDirectory.PAGE);
    ObjectNode form = things.putArray("forms").addObject();
    form.put("href", "/things{?offset,limit}");
    form.put("contentType", ThingDirectory.CONTENT_TYPE);
    form.put("htv:methodName", "GET");
    form.putArray("op").add("readproperty");
    ObjectNode retrieve = td.putObject("actions").putObject("retrieveThing");
    retrieve.put("description", "One Thing Description");
    retrieve.putObject("uriVariables").putObject("id").put("type", "string");
    retrieve.put("safe", true);
    retrieve.put("idempotent", true);
    ObjectNode retrieveForm = retrieve.putArray("forms").addObject();
    retrieveForm.put("href", "/things/{id}");
    retrieveForm.put("contentType", Descriptions.CONTENT_TYPE);
    retrieveForm.put("htv:methodName", "GET");
    retrieveForm.putArray("op").add("invokeaction");
    return td;
  }
}
