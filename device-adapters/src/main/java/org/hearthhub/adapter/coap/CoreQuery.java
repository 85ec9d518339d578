package org.hearthhub.adapter.coap;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * One filter of a list of links (RFC 6690 section 4.1): {@code name=value}, where a final star
 * stands for any rest, and attributes of several words match by each of them.
 */
record CoreQuery(String name, String value) {
  private static final List<String> OF_WORDS = List.of("rt", "if", "rel", "rev", "ct");

  static CoreQuery read(String part) {
    int equals = part.indexOf('=');
    String value = equals < 0 ? "*" : part.substring(equals + 1);
    boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    return new CoreQuery(
        equals < 0 ? part : part.substring(0, equals),
        quoted ? value.substring(1, value.length() - 1) : value);
  }

  /** Whether a link to that target, with these attributes, has this. */
  boolean matches(String target, Map<String, List<String>> attributes) {
    return name.equals("href")
        ? fits(target)
        : attributes.getOrDefault(name, List.of()).stream().anyMatch(this::matchesAttribute);
  }

  private boolean matchesAttribute(String text) {
    return fits(text)
        || (OF_WORDS.contains(name) && Arrays.stream(text.split(" ")).anyMatch(this::fits));
  }

  private boolean fits(String text) {
    return value.endsWith("*")
        ? text.startsWith(value.substring(0, value.length() - 1))
        : text.equals(value);
  }
}
