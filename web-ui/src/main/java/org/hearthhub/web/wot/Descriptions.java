package org.hearthhub.web.wot;

import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import org.hearthhub.device.Device;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DataSchema;
import org.hearthhub.thing.PropertyAffordance;
import org.hearthhub.thing.ThingDescription;
import org.hearthhub.thing.ThingJson;
import org.hearthhub.web.door.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Thing Descriptions as the hub serves them (W3C WoT TD 1.1): the device's own affordances, with
 * forms that lead to the hub. Thread-safe.
 */
public final class Descriptions {
  static final String CONTENT_TYPE = "application/td+json";
  static final String TD_CONTEXT = "https://www.w3.org/2022/wot/td/v1.1";

  /** The vocabulary of the semantic types: Light, OnOffProperty, … */
  private static final String CAPABILITIES = "https://webthings.io/schemas/";

  private static final String JSON = "application/json";

  private Descriptions() {}

  /** Where a caller reached the hub, for example {@code https://hearth-7k3m.local:8443/}. */
  public static String base(Context context) {
    String host = context.req().getServerName();
    int port = context.req().getServerPort();
    boolean isDefault = port <= 0 || port == (context.scheme().equals("https") ? 443 : 80);
    String bracketed = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    return context.scheme() + "://" + bracketed + (isDefault ? "" : ":" + port) + "/";
  }

  /** The path of a Thing, for {@code Location}. */
  public static String path(Device device) {
    return "/things/" + device.id();
  }

  /** The description of a device, without a base: its forms are paths on this hub. */
  public static ObjectNode of(Device device) {
    ThingDescription description = device.description();
    ObjectNode td = Json.object();
    context(td);
    td.put("id", device.id().toString());
    td.setAll(ThingJson.write(description));
    td.put("title", device.title());
    security(td);
    String path = path(device);
    forms(td, path, description);
    propertyForms(td, path, description.properties());
    actionForms(td, path);
    eventForms(td, path);
    return td;
  }

  /** The description of a device, for somebody who knows only this document. */
  static ObjectNode of(Device device, String base) {
    return of(device).put("base", base);
  }

  static void context(ObjectNode td) {
    td.putArray("@context").add(TD_CONTEXT).add(CAPABILITIES);
  }

  static void security(ObjectNode td) {
    td.putObject("securityDefinitions")
        .putObject("session")
        .put("scheme", "apikey")
        .put("in", "cookie")
        .put("name", "__Host-hearth");
    td.putArray("security").add("session");
  }

  private static void forms(ObjectNode td, String path, ThingDescription description) {
    List<DataSchema> schemas =
        description.properties().values().stream().map(PropertyAffordance::schema).toList();
    if (schemas.isEmpty() && description.events().isEmpty()) {
      return;
    }
    ArrayNode forms = td.putArray("forms");
    if (!description.events().isEmpty()) {
      subscription(forms, path + "/events", "subscribeallevents", "unsubscribeallevents");
    }
    if (schemas.stream().anyMatch(schema -> !schema.writeOnly())) {
      form(forms, path + "/properties", "GET", "readallproperties");
    }
    if (schemas.stream().anyMatch(schema -> !schema.readOnly())) {
      form(forms, path + "/properties", "PUT", "writemultipleproperties");
    }
  }

  private static void propertyForms(
      ObjectNode td, String path, Map<AffordanceName, PropertyAffordance> properties) {
    properties.forEach(
        (name, property) -> {
          if (td.path("properties").path(name.text()) instanceof ObjectNode node) {
            ArrayNode forms = node.putArray("forms");
            String href = path + "/properties/" + name.text();
            if (!property.schema().writeOnly()) {
              form(forms, href, "GET", "readproperty");
            }
            if (!property.schema().readOnly()) {
              form(forms, href, "PUT", "writeproperty");
            }
            // Observing comes with the HTTP SSE Profile.
            node.put("observable", false);
          }
        });
  }

  private static void actionForms(ObjectNode td, String path) {
    for (Map.Entry<String, JsonNode> action : td.path("actions").properties()) {
      if (action.getValue() instanceof ObjectNode node) {
        form(node.putArray("forms"), path + "/actions/" + action.getKey(), "POST", "invokeaction");
      }
    }
  }

  private static void eventForms(ObjectNode td, String path) {
    for (Map.Entry<String, JsonNode> event : td.path("events").properties()) {
      if (event.getValue() instanceof ObjectNode node) {
        subscription(
            node.putArray("forms"),
            path + "/events/" + event.getKey(),
            "subscribeevent",
            "unsubscribeevent");
      }
    }
  }

  /** By Server-Sent Events (W3C WoT Profile, HTTP SSE Profile); what ends it is the line's end. */
  private static void subscription(ArrayNode forms, String href, String begins, String ends) {
    form(forms, href, "GET", begins, ends).put("subprotocol", "sse");
  }

  static ObjectNode form(ArrayNode forms, String href, String method, String... operations) {
    ObjectNode form = forms.addObject();
    form.put("href", href);
    form.put("contentType", JSON);
    form.put("htv:methodName", method);
    ArrayNode op = form.putArray("op");
    for (String operation : operations) {
      op.add(operation);
    }
    return form;
  }
}
