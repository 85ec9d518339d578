package org.hearthhub.adapter.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The links of a simulated device (RFC 6690), and the queries on them. Immutable. */
final class Links {
  private final List<Link> all;

  private record Link(String target, Map<String, String> attributes) {
    /** One query parameter (RFC 6690 section 4.1): all of an attribute's words count. */
    boolean matches(String name, String pattern) {
      if (name.equals("href")) {
        return fits(target, pattern);
      }
      String value = attributes.get(name);
      return value != null
          && (fits(value, pattern)
              || Arrays.stream(value.split(" ")).anyMatch(word -> fits(word, pattern)));
    }

    private static boolean fits(String value, String pattern) {
      return pattern.endsWith("*")
          ? value.startsWith(pattern.substring(0, pattern.length() - 1))
          : value.equals(pattern);
    }

    String text() {
      StringBuilder text = new StringBuilder("<").append(target).append('>');
      attributes.forEach(
          (name, value) -> {
            text.append(';').append(name);
            if (name.equals("obs")) {
              return;
            }
            text.append('=');
            if (name.equals("ct") && !value.contains(" ")) {
              text.append(value);
            } else {
              text.append('"').append(value).append('"');
            }
          });
      return text.toString();
    }
  }

  private Links(List<Link> all) {
    this.all = List.copyOf(all);
  }

  /**
   * The device itself comes first, with its endpoint name, so that a device that was found by
   * multicast is known to be the one that registered.
   */
  static Links of(Blueprint device, String endpoint) {
    List<Link> links = new ArrayList<>();
    links.add(new Link("/", attributes("ep", endpoint, "title", device.title())));
    if (device.describesItself()) {
      links.add(new Link("/.well-known/wot", attributes("rt", "wot.thing", "ct", "432 50")));
    }
    String ct = Integer.toString(device.format().number());
    if (device.packed()) {
      String kinds =
          device.properties().stream()
              .map(spec -> spec.meaning().resourceType())
              .collect(Collectors.joining(" "));
      links.add(
          new Link(
              "/sensors",
              attributes("title", "Readings", "rt", kinds, "if", "core.s", "ct", ct, "obs", "")));
    } else {
      for (SimulatedProperty.Spec spec : device.properties()) {
        links.add(
            new Link(
                path(device, spec),
                attributes(
                    "title",
                    spec.title(),
                    "rt",
                    spec.meaning().resourceType(),
                    "if",
                    interfaceOf(spec),
                    "ct",
                    ct,
                    "obs",
                    "")));
      }
    }
    return new Links(links);
  }

  /** Where a property is. */
  static String path(Blueprint device, SimulatedProperty.Spec spec) {
    return (device.describesItself() ? "/properties/" : "/") + spec.name();
  }

  /** As link format; empty if none matches every query. */
  String select(List<String> queries) {
    return all.stream()
        .filter(link -> queries.stream().allMatch(query -> matches(link, query)))
        .map(Link::text)
        .collect(Collectors.joining(","));
  }

  private static boolean matches(Link link, String query) {
    int equals = query.indexOf('=');
    return equals > 0 && link.matches(query.substring(0, equals), query.substring(equals + 1));
  }

  private static String interfaceOf(SimulatedProperty.Spec spec) {
    if (!spec.writable()) {
      return "core.s";
    }
    return spec.meaning() == Meaning.TARGET_TEMPERATURE ? "core.p" : "core.a";
  }

  private static Map<String, String> attributes(String... namesAndValues) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      attributes.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return attributes;
  }
}
