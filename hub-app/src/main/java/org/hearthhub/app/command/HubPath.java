package org.hearthhub.app.command;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** What somebody typed, as a part of an address. */
final class HubPath {
  private HubPath() {}

  static String segment(String typed) {
    return URLEncoder.encode(typed, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
