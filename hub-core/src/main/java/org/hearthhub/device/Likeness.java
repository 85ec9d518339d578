package org.hearthhub.device;

import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * By what two sightings of different identity can be told to be of one device: where it is, what it
 * calls itself, and the hardware numbers in what it says.
 *
 * @param adapter who saw it
 * @param realm within which an adapter tells devices apart by their identity: two identities of one
 *     realm are two devices
 * @param place address and port, as written
 * @param host address without the port; empty if there is none
 * @param name what it calls itself, letters and digits only; empty if that says nothing
 * @param numbers hardware numbers (EUI-48), twelve lower-case hexadecimal digits each
 */
record Likeness(
    String adapter, String realm, String place, String host, String name, Set<String> numbers) {
  private static final String SAME_PLACE = "it answers at the same address";
  private static final String SAME_NAME = "it is at the same address and names itself the same";
  private static final String SAME_NUMBER = "it carries the same hardware number";

  /** Shorter names are everybody's. */
  private static final int SHORTEST_NAME = 3;

  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<![0-9A-Za-z])(?:[0-9A-Fa-f]{12}|[0-9A-Fa-f]{2}(?:([:-])[0-9A-Fa-f]{2})"
              + "(?:\\1[0-9A-Fa-f]{2}){4})(?![0-9A-Za-z]|[:-][0-9A-Fa-f]{2})");

  private static final Pattern PLACE =
      Pattern.compile("(?:[a-z+]+://)?(?:\\[([^\\]]+)]|([^:/\\[\\]]+))(?::[0-9]{1,5})?/?.*");

  Likeness {
    numbers = Set.copyOf(numbers);
  }

  static Likeness of(Sighting sighting) {
    return of(sighting.adapter(), sighting.identity(), sighting.address(), sighting.title());
  }

  static Likeness of(Device device) {
    return of(device.adapter(), device.identity(), device.address(), device.description().title());
  }

  static Likeness of(String adapter, DeviceIdentity identity, String address, String title) {
    Set<String> numbers = new HashSet<>();
    numbers(identity.value(), numbers);
    numbers(title, numbers);
    return new Likeness(adapter, realm(identity), address, host(address), name(title), numbers);
  }

  /** Of DNS-SD, each type of service is a realm of its own: a printer announces three. */
  private static String realm(DeviceIdentity identity) {
    int slash = identity.value().startsWith("_") ? identity.value().indexOf('/') : -1;
    return slash < 0
        ? identity.scheme()
        : identity.scheme() + ":" + identity.value().substring(0, slash);
  }

  private static String host(String address) {
    Matcher place = PLACE.matcher(address);
    if (!place.matches()) {
      return "";
    }
    String host = place.group(1) != null ? place.group(1) : place.group(2);
    return host.toLowerCase(Locale.ROOT);
  }

  private static String name(String title) {
    String plain = title.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    return plain.length() < SHORTEST_NAME ? "" : plain;
  }

  private static void numbers(String text, Set<String> into) {
    Matcher number = NUMBER.matcher(text);
    while (number.find()) {
      String digits = number.group().replaceAll("[:-]", "").toLowerCase(Locale.ROOT);
      if (digits.chars().distinct().count() > 2) { // 000000000000 is nobody's
        into.add(digits);
      }
    }
  }

  /** Whether the adapter that saw both says that they are two. */
  boolean isToldApartFrom(Likeness other) {
    return adapter.equals(other.adapter) && realm.equals(other.realm);
  }

  /** Why the two are one device, as half a sentence; empty if nothing says so. */
  Optional<String> with(Likeness other) {
    if (isToldApartFrom(other)) {
      return Optional.empty();
    }
    boolean sameHost = !host.isEmpty() && host.equals(other.host);
    if (sameHost && !name.isEmpty() && name.equals(other.name)) {
      return Optional.of(SAME_NAME);
    }
    if (!numbers.isEmpty() && !Collections.disjoint(numbers, other.numbers)) {
      return Optional.of(SAME_NUMBER);
    }
    return sameHost && adapter.equals(other.adapter) && place.equals(other.place)
        ? Optional.of(SAME_PLACE)
        : Optional.empty();
  }
}
