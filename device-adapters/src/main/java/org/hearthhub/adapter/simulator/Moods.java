package org.hearthhub.adapter.simulator;

import java.util.ArrayList;
import java.util.List;

/** The many moods of a coloured lamp; they make its Thing Description longer than one block. */
final class Moods {
  private static final List<String> PLACES =
      List.of("sunrise", "sunset", "forest", "ocean", "desert", "aurora", "fireplace", "meadow");
  private static final List<String> WAYS =
      List.of("calm", "warm", "bright", "pulsing", "drifting", "deep");

  private Moods() {}

  /** {@code none}, and each place in each way. */
  static List<String> all() {
    List<String> all = new ArrayList<>();
    all.add("none");
    for (String place : PLACES) {
      for (String way : WAYS) {
        all.add(place + "-" + way);
      }
    }
    return List.copyOf(all);
  }

  /** A sentence about a mood, as such lamps have them. */
  static String describe(String mood) {
    if (mood.equals("none")) {
      return "Plain light in the colour that was set.";
    }
    String[] words = mood.split("-", 2);
    return "Light as of the %s, %s, over the whole range of colours.".formatted(words[0], words[1]);
  }
}
