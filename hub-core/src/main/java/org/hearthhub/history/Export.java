package org.hearthhub.history;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What to export: readings as they came, one series after the other, each in order of time.
 *
 * @param series which; those without a past are passed over
 * @param from inclusive
 * @param to exclusive
 * @param zone times are written in it, with its offset
 * @param about what a line says of its series
 */
public record Export(
    List<SeriesName> series,
    Instant from,
    Instant to,
    Format format,
    ZoneId zone,
    Function<SeriesName, About> about) {
  public Export {
    series = List.copyOf(series);
  }

  /** How lines are written. */
  public enum Format {
    /** RFC 4180 with a heading, UTF-8. */
    CSV,
    /** One JSON object a line, UTF-8. */
    JSON_LINES
  }

  /**
   * @param device how the device is named to programs
   * @param title what people call it
   */
  public record About(String device, String title, Optional<String> unit) {}
}
