package org.hearthhub.adapter.coap;

import java.util.List;
import java.util.Optional;
import org.hearthhub.adapter.coap.format.CoreLink;
import org.hearthhub.adapter.coap.format.Utf8;

/** What a list of resources (RFC 6690) says of the device as a whole. */
final class Listing {
  private Listing() {}

  /** Whether it is somebody's directory and no device. */
  static boolean isDirectory(List<CoreLink> links) {
    return links.stream().anyMatch(link -> link.words("rt").contains("core.rd"));
  }

  /** Its endpoint name. */
  static Optional<String> name(List<CoreLink> links) {
    return links.stream()
        .flatMap(link -> link.attribute("ep").stream())
        .filter(name -> !name.isBlank() && name.length() <= 63)
        .findFirst();
  }

  /** What it calls itself. */
  static Optional<String> title(List<CoreLink> links) {
    return links.stream()
        .filter(link -> link.target().equals("/"))
        .flatMap(link -> link.attribute("title").stream())
        .filter(title -> !title.isBlank())
        .map(title -> Utf8.cut(title, 100))
        .findFirst();
  }
}
