package org.hearthhub.adapter.coap.profile.lwm2m;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hearthhub.adapter.coap.format.CoreLink;

/**
 * An instance of an object of a client.
 *
 * @param root what stands before each path; empty for most
 */
record Instance(String root, int object, int instance) {
  private static final Pattern PATH = Pattern.compile("/([0-9]{1,5})/([0-9]{1,5})");

  String path() {
    return root + "/" + object + "/" + instance;
  }

  /** All that a registration lists (LwM2M TS Core 1.1.1 section 6.2.1). */
  static List<Instance> in(List<CoreLink> links) {
    String root =
        links.stream()
            .filter(link -> link.words("rt").contains("oma.lwm2m"))
            .map(CoreLink::target)
            .filter(target -> target.startsWith("/") && target.length() > 1)
            .findFirst()
            .map(target -> target.endsWith("/") ? target.substring(0, target.length() - 1) : target)
            .orElse("");
    List<Instance> instances = new ArrayList<>();
    for (CoreLink link : links) {
      parse(root, link.target()).ifPresent(instances::add);
    }
    return instances;
  }

  private static Optional<Instance> parse(String root, String target) {
    if (!target.startsWith(root)) {
      return Optional.empty();
    }
    Matcher path = PATH.matcher(target.substring(root.length()));
    return path.matches()
        ? Optional.of(
            new Instance(root, Integer.parseInt(path.group(1)), Integer.parseInt(path.group(2))))
        : Optional.empty();
  }
}
