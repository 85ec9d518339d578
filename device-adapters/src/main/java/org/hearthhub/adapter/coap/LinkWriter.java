package org.hearthhub.adapter.coap;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.californium.core.coap.OptionSet;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.hearthhub.adapter.coap.format.ContentFormat;

/** Writes CoRE Link Format (RFC 6690 section 2). Not thread-safe. */
final class LinkWriter {
  /** One relation type, which needs no quotes; each byte of an answer to strangers counts. */
  private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9.-]*");

  private final StringBuilder text = new StringBuilder();

  /** Whether who asks takes this format (RFC 7252 section 5.10.4); if not, the answer is 4.06. */
  static boolean isWanted(CoapExchange exchange) {
    OptionSet options = exchange.getRequestOptions();
    return !options.hasAccept() || options.getAccept() == ContentFormat.LINK_FORMAT;
  }

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
    boolean word = name.equals("rt") && WORD.matcher(value).matches();
    text.append('=');
    if (number || word) {
      text.append(value);
    } else {
      text.append('"').append(value.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
    }
  }

  String text() {
    return text.toString();
  }
}
