package org.hearthhub.adapter.coap;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hearthhub.adapter.coap.format.CoreLink;

/**
 * What a device said when it registered with the hub's resource directory (RFC 9176 section 5;
 * LwM2M clients register the same way). Immutable: an update makes another one.
 *
 * @param endpoint its endpoint name {@code ep}, unique within its sector
 * @param sector {@code d}, where it gave one
 * @param lifetime {@code lt}: without an update within it, the registration ends
 * @param parameters all parameters of the query but {@code ep}, {@code d}, {@code lt} and {@code
 *     base}, for example {@code lwm2m} to {@code 1.1} and {@code b} to {@code UQ}; a flag has an
 *     empty text
 * @param links what it lists as its own; empty after a simple registration, which lists nothing
 */
public record Registration(
    String endpoint,
    Optional<String> sector,
    Duration lifetime,
    Map<String, String> parameters,
    List<CoreLink> links) {
  public Registration {
    parameters = Map.copyOf(parameters);
    links = List.copyOf(links);
  }

  /** A parameter of the registration, as it was sent. */
  public Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /**
   * Whether it listens only for a moment after it sent something: LwM2M queue mode, in {@code b=UQ}
   * of 1.0 and as a flag {@code Q} of 1.1.
   */
  public boolean sleeps() {
    return parameter("b").filter(binding -> binding.contains("Q")).isPresent()
        || parameter("Q").isPresent();
  }

  /** How long it sleeps at a time, at most; zero if it always listens. */
  Duration sleep() {
    return sleeps() ? lifetime : Duration.ZERO;
  }

  /** By what the directory tells endpoints apart. */
  String name() {
    return sector.map(where -> where + "/" + endpoint).orElse(endpoint);
  }

  /** Whether the device would be described the same. */
  boolean tellsTheSameAs(Registration other) {
    return links.equals(other.links) && parameters.equals(other.parameters);
  }

  Registration updated(Optional<Duration> newLifetime, Map<String, String> changed) {
    Map<String, String> all = new HashMap<>(parameters);
    all.putAll(changed);
    return new Registration(endpoint, sector, newLifetime.orElse(lifetime), all, links);
  }

  Registration listing(List<CoreLink> newLinks) {
    return new Registration(endpoint, sector, lifetime, parameters, newLinks);
  }
}
