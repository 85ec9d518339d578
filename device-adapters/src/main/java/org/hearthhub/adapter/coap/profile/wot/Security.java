package org.hearthhub.adapter.coap.profile.wot;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hearthhub.adapter.coap.Found;
import tools.jackson.databind.JsonNode;

/**
 * What a Thing asks of who speaks with it (W3C WoT TD 1.1 section 5.3.3): nothing, a key that both
 * know, or something else.
 *
 * @param schemes those in force; none where it says nothing
 * @param name {@code identity} of a {@code psk} scheme
 */
record Security(List<String> schemes, Optional<String> name) {
  private static final int USUAL_PORT = 5684;
  private static final int MOST = 16;

  static Security of(JsonNode thing) {
    JsonNode security = thing.path("security");
    List<String> names = new ArrayList<>();
    if (security.isString()) {
      names.add(security.stringValue());
    }
    for (JsonNode one : security.isArray() ? security : thing.path("none")) {
      if (names.size() < MOST) {
        names.add(one.stringValue(""));
      }
    }
    List<String> schemes = new ArrayList<>();
    Optional<String> identity = Optional.empty();
    for (String name : names) {
      JsonNode definition = thing.path("securityDefinitions").path(name);
      String scheme = definition.path("scheme").stringValue("");
      schemes.add(scheme);
      String told = definition.path("identity").stringValue("");
      if (scheme.equals("psk") && !told.isBlank() && told.length() <= 128) {
        identity = Optional.of(told);
      }
    }
    return new Security(schemes, identity);
  }

  boolean isOpen() {
    return schemes.stream().allMatch(List.of("nosec", "auto")::contains);
  }

  /** Whether it is a key that opens it. */
  boolean isLocked() {
    return schemes.contains("psk")
        && schemes.stream().allMatch(List.of("psk", "nosec", "auto")::contains);
  }

  /** Where it speaks securely: as its base or its first secure form says, else the usual port. */
  Found.Door door(JsonNode thing, URI base) {
    int port =
        port(base.toString())
            .or(
                () ->
                    thing
                        .path("properties")
                        .valueStream()
                        .flatMap(property -> property.path("forms").valueStream())
                        .flatMap(form -> port(form.path("href").stringValue("")).stream())
                        .findFirst())
            .orElse(USUAL_PORT);
    return new Found.Door(port, name);
  }

  private static Optional<Integer> port(String href) {
    try {
      URI uri = new URI(href.replaceAll("\\{[^}]*}", ""));
      return "coaps".equals(uri.getScheme())
          ? Optional.of(uri.getPort() > 0 ? uri.getPort() : USUAL_PORT)
          : Optional.empty();
    } catch (URISyntaxException malformed) {
      return Optional.empty();
    }
  }
}
