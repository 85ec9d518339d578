package org.hearthhub.thing;

/**
 * What sort of device it is, for people: chosen from its {@code @type} and properties. The word
 * picks the icon and the sentence on the dashboard.
 */
public enum Kind {
  LIGHT("light"),
  PLUG("plug"),
  THERMOSTAT("thermostat"),
  DOOR("door"),
  WINDOW("window"),
  MOTION("motion"),
  LEAK("leak"),
  SMOKE("smoke"),
  CLIMATE("climate"),
  BLIND("blind"),
  SOLAR("solar"),
  HEAT_PUMP("heat-pump"),
  SENSOR("sensor"),
  PRINTER("printer"),
  SPEAKER("speaker"),
  DISPLAY("display"),
  BRIDGE("bridge"),
  UNKNOWN("unknown");

  private final String word;

  Kind(String word) {
    this.word = word;
  }

  /** The word in the REST API. */
  public String word() {
    return word;
  }

  /**
   * By {@code @type} where that says it (WebThings capabilities, and our own words for what these
   * lack), else by what its properties mean.
   */
  public static Kind of(ThingDescription description) {
    return KindGuess.of(description);
  }

  /** The kind of that word; {@link #UNKNOWN} for a word of a newer Hearth. */
  public static Kind ofWord(String word) {
    for (Kind kind : values()) {
      if (kind.word.equals(word)) {
        return kind;
      }
    }
    return UNKNOWN;
  }
}
