package org.hearthhub.device;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hearthhub.thing.SightingId;

/**
 * A device that waits for a person, in however many ways it was seen.
 *
 * @param sighting the most telling of its sightings
 * @param seen when it was seen last, in whatever way
 * @param ways each way it was seen, the most telling first
 * @param because why these are taken for one device, as half a sentence; empty if there is one way
 * @param page the device's own page on the home's network, where it has one
 */
public record InboxEntry(
    SightingId id,
    Sighting sighting,
    Instant seen,
    List<Way> ways,
    String because,
    Optional<URI> page) {

  public InboxEntry {
    ways = List.copyOf(ways);
  }

  /**
   * One way it was seen.
   *
   * @param why as half a sentence, for example {@code answered on the network}
   */
  public record Way(String adapter, String why, String address, Instant seen) {}

  /** How it was found, in all ways, as half a sentence. */
  public String why() {
    String all = ways.stream().map(Way::why).distinct().collect(Collectors.joining("; also "));
    return because.isEmpty() ? all : all + ": " + because;
  }
}
