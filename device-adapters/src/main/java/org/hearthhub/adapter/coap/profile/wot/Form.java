package org.hearthhub.adapter.coap.profile.wot;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hearthhub.adapter.coap.format.ContentFormat;
import tools.jackson.databind.JsonNode;

/**
 * A form of the CoAP binding (W3C WoT TD 1.1 section 5.3.4.2, CoAP binding template).
 *
 * @param path path and query on the device itself; whatever host the form names is passed over, as
 *     a stranger's description must not send the hub to others
 * @param format of what is sent and answered
 * @param operations {@code op}; empty where it says none
 * @param method in upper case; empty where it says none
 * @param subprotocol empty where it says none
 */
record Form(
    String path,
    int format,
    List<String> operations,
    Optional<String> method,
    Optional<String> subprotocol) {
  private static final String OBSERVE = "cov:observe";

  private static final int MAX_PATH = 512;

  /** The usable forms of an affordance: over CoAP, in a format that Hearth speaks. */
  static List<Form> of(JsonNode affordance, URI base) {
    List<Form> forms = new ArrayList<>();
    for (JsonNode node : affordance.path("forms")) {
      if (forms.size() < 16) {
        read(node, base).ifPresent(forms::add);
      }
    }
    return forms;
  }

  private static Optional<Form> read(JsonNode node, URI base) {
    int format = format(node.path("contentType").stringValue("application/json"));
    Optional<String> path = path(node.path("href").stringValue(""), base);
    if (path.isEmpty() || format == ContentFormat.NONE) {
      return Optional.empty();
    }
    List<String> operations = new ArrayList<>();
    JsonNode op = node.path("op");
    if (op.isString()) {
      operations.add(op.stringValue());
    }
    for (JsonNode one : op.isArray() ? op : node.path("none")) {
      operations.add(one.stringValue(""));
    }
    String method =
        node.path("cov:method").stringValue(node.path("cov:methodName").stringValue(""));
    return Optional.of(
        new Form(
            path.get(),
            format,
            operations,
            method.isEmpty() ? Optional.empty() : Optional.of(method.toUpperCase(Locale.ROOT)),
            Optional.of(node.path("subprotocol").stringValue("")).filter(it -> !it.isEmpty())));
  }

  private static int format(String mediaType) {
    int known = ContentFormat.ofMediaType(mediaType);
    if (known != ContentFormat.NONE) {
      return known;
    }
    return mediaType.contains("+json") ? ContentFormat.JSON : ContentFormat.NONE;
  }

  private static Optional<String> path(String href, URI base) {
    String plain = href.replaceAll("\\{[^}]*}", "");
    try {
      URI target = base.resolve(new URI(plain));
      String path = target.getRawPath() == null ? "" : target.getRawPath();
      String query = target.getRawQuery();
      String whole =
          (path.startsWith("/") ? path : "/" + path) + (query == null ? "" : "?" + query);
      return base.getScheme().equals(target.getScheme()) && whole.length() <= MAX_PATH
          ? Optional.of(whole)
          : Optional.empty();
    } catch (java.net.URISyntaxException | IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  boolean isFor(String operation) {
    return operations.contains(operation);
  }

  /** Without {@code op} a form is for what the affordance allows (TD 1.1 table of defaults). */
  boolean isForOrUnsaid(String operation) {
    return operations.isEmpty() || isFor(operation);
  }

  /** Whether it is heard by observing: of what tells by itself there is no other way in CoAP. */
  boolean observes() {
    return subprotocol.isEmpty() || subprotocol.get().equals(OBSERVE);
  }

  boolean reads() {
    return method.isEmpty() || method.get().equals("GET");
  }
}
