package org.hearthhub.adapter.coap;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes CoRE Link Format (RFC 6690 section 2). Not thread-safe. */
final class LinkWriter {
  private final StringBuilder text = new StringBuilder();

  LinkWriter link(String target, Map<String, List<String>> attributes) {
    if (!text.isEmpty()) {
      text.append(',');
    }
    text.append('<').append(target).append('>');
    new TreeMap<>(attributes).forEach((name, values) -> values.forEach(one -> add(name, one)));
    return this;
  }

  private void add(String name, String value) {
    text.append(';').append(name);
    if (value.isEmpty()) {
      return;
    }
    boolean number = value.length() < 10 && value.chars().allMatch(c -> c >= '0' && c <= '9');
    text.append('=');
    if (number) {
      text.append(value);
    } else {
      text.append('"').append(value.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
    }
  }

  String text() {
    return text.toString();
  }
}
