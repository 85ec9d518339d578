package org.hearthhub.adapter.coap;

import java.util.Optional;

/**
 * Where to look, and how somebody came to think of it.
 *
 * @param why how it was found, as half a sentence
 * @param endpointName under which the device registered
 * @param asked whether the device itself or a person asked for it: then the device is where it is
 *     said to be, even if it was well elsewhere a moment ago
 */
record Errand(HomeAddress at, String why, Optional<String> endpointName, boolean asked) {
  static Errand answered(HomeAddress at) {
    return new Errand(at, "answered on the network", Optional.empty(), false);
  }

  static Errand registered(HomeAddress at, String endpointName) {
    return new Errand(at, "registered itself", Optional.of(endpointName), true);
  }

  static Errand named(HomeAddress at, String why) {
    return new Errand(at, why, Optional.empty(), true);
  }
}
