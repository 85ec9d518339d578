package org.hearthhub.adapter.coap;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hearthhub.device.Credential;
import org.hearthhub.device.DeviceIdentity;

/**
 * Who was met at which address, so that a device that is found in several ways is one device: a
 * Thing Description id is worth more than an endpoint name, and that more than an address.
 * Thread-safe; remembers the last 2,000 addresses.
 */
final class Roster {
  /** Thing Description id. */
  static final String TD = "td";

  /** Endpoint name of RFC 9176. */
  static final String EP = "ep";

  /** Nothing better than where it is. */
  static final String ADDRESS = "address";

  private static final int MOST = 2000;

  private final Map<HomeAddress, List<DeviceIdentity>> met =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<HomeAddress, List<DeviceIdentity>> eldest) {
          return size() > MOST;
        }
      };

  /**
   * All identities of whoever is at that address, the strongest first.
   *
   * @param described what the device itself says it is
   * @param endpointName under what it registered
   */
  synchronized List<DeviceIdentity> meet(
      HomeAddress at, Optional<DeviceIdentity> described, Optional<String> endpointName) {
    List<DeviceIdentity> now = new ArrayList<>();
    described.ifPresent(now::add);
    endpointName.map(name -> new DeviceIdentity(EP, name)).ifPresent(now::add);
    List<DeviceIdentity> before = met.getOrDefault(at, List.of());
    boolean another =
        before.stream()
            .anyMatch(
                old ->
                    now.stream()
                        .anyMatch(one -> one.scheme().equals(old.scheme()) && !one.equals(old)));
    if (!another) {
      before.stream().filter(old -> !now.contains(old)).forEach(now::add);
    }
    met.put(at, List.copyOf(now));
    now.sort(Comparator.comparingInt(Roster::weakness));
    now.add(new DeviceIdentity(ADDRESS, at.toString()));
    return Collections.unmodifiableList(now);
  }

  /**
   * A device registered from that address, whoever looks at it.
   *
   * @return whether that is news
   */
  synchronized boolean note(HomeAddress at, String endpointName) {
    DeviceIdentity named = new DeviceIdentity(EP, endpointName);
    List<DeviceIdentity> before = met.getOrDefault(at, List.of());
    if (before.contains(named)) {
      return false;
    }
    boolean another = before.stream().anyMatch(old -> old.scheme().equals(EP));
    List<DeviceIdentity> now = new ArrayList<>(another ? List.of() : before);
    now.add(named);
    met.put(at, List.copyOf(now));
    return true;
  }

  /** Whether somebody of another endpoint name registered from there. */
  synchronized boolean isNamedOtherwise(HomeAddress at, DeviceIdentity identity) {
    List<DeviceIdentity> there = met.getOrDefault(at, List.of());
    return identity.scheme().equals(EP)
        && !there.contains(identity)
        && there.stream().anyMatch(other -> other.scheme().equals(EP));
  }

  private static int weakness(DeviceIdentity identity) {
    return switch (identity.scheme()) {
      case TD -> 1;
      case EP -> 2;
      case ADDRESS -> 3;
      default -> 0; // what a dialect proves
    };
  }

  /** How a person is told by what a device is known. */
  static String words(DeviceIdentity identity) {
    return switch (identity.scheme()) {
      case TD -> "known again by its own description";
      case EP -> "known again by the name it gave itself";
      case ADDRESS -> "known again only by its address";
      case Credential.SCHEME -> "known by its key";
      default -> "known again by what it says of itself";
    };
  }
}
