package org.hearthhub.adapter.coap.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.TooMuch;

/**
 * Reads CoRE Link Format (RFC 6690 section 2). Strict about what separates links, and bounded: at
 * most 64 kB, 256 links, 16 attributes each.
 */
public final class LinkFormat {
  /** The largest document, in bytes. */
  public static final int MAX_BYTES = 64 * 1024;

  /** Links after these are passed over. */
  public static final int MAX_LINKS = 256;

  private static final int MAX_ATTRIBUTES = 16;
  private static final int MAX_ATTRIBUTE = 255;
  private static final int MAX_TARGET = 512;

  private final String text;
  private int at;

  private LinkFormat(String text) {
    this.text = text;
  }

  /**
   * @throws Invalid if it is not link-format
   * @throws TooMuch if it is larger than {@link #MAX_BYTES}
   */
  public static List<CoreLink> read(byte[] document) {
    if (document.length > MAX_BYTES) {
      throw TooMuch.large("too-many-links", "It sends a list of resources larger than 64 kB.");
    }
    return new LinkFormat(Utf8.text(document)).links();
  }

  private List<CoreLink> links() {
    List<CoreLink> links = new ArrayList<>();
    skipSpace();
    while (at < text.length() && links.size() < MAX_LINKS) {
      links.add(link());
      skipSpace();
      if (at < text.length()) {
        expect(',');
        skipSpace();
      }
    }
    return links;
  }

  private CoreLink link() {
    expect('<');
    int end = text.indexOf('>', at);
    if (end < 0 || end - at > MAX_TARGET) {
      throw malformed();
    }
    String target = text.substring(at, end);
    at = end + 1;
    Map<String, List<String>> attributes = new LinkedHashMap<>();
    for (int count = 0; peek() == ';'; count++) {
      if (count == MAX_ATTRIBUTES) {
        throw malformed();
      }
      at++;
      attribute(attributes);
    }
    return new CoreLink(target, attributes);
  }

  private void attribute(Map<String, List<String>> attributes) {
    int start = at;
    while (at < text.length() && "=;,".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String name = text.substring(start, at).strip().toLowerCase(Locale.ROOT);
    if (name.isEmpty() || name.length() > 64) {
      throw malformed();
    }
    String value = "";
    if (peek() == '=') {
      at++;
      value = peek() == '"' ? quoted() : token();
    }
    if (value.length() > MAX_ATTRIBUTE) {
      throw malformed();
    }
    attributes.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(value);
  }

  private String quoted() {
    StringBuilder value = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return value.toString();
      }
      if (c == '\\' && at + 1 < text.length()) {
        at++;
        c = text.charAt(at);
      }
      value.append(c);
    }
    throw malformed();
  }

  private String token() {
    int start = at;
    while (at < text.length() && ";,".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(start, at).strip();
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private void expect(char wanted) {
    if (peek() != wanted) {
      throw malformed();
    }
    at++;
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private Invalid malformed() {
    return new Invalid(
        "not-link-format",
        "It sends a list of resources that is not valid link-format, from character "
            + (at + 1)
            + " on.");
  }
}
