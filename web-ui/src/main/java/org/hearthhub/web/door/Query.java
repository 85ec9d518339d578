package org.hearthhub.web.door;

import io.javalin.http.Context;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.hearthhub.problem.Invalid;
import org.jspecify.annotations.Nullable;

/** Query parameters, read as a stranger's. */
public final class Query {
  private static final Instant EARLIEST = Instant.EPOCH;
  private static final Instant LATEST = Instant.parse("3000-01-01T00:00:00Z");

  private Query() {}

  /**
   * A whole number.
   *
   * @throws Invalid if it is none, or out of range
   */
  public static long number(
      Context context, String name, long smallest, long largest, long otherwise) {
    @Nullable String text = context.queryParam(name);
    if (text == null) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(text);
      if (number >= smallest && number <= largest) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      throw outOfRange(name, smallest, largest);
    }
    throw outOfRange(name, smallest, largest);
  }

  /**
   * Yes or no.
   *
   * @throws Invalid if it is neither
   */
  public static boolean flag(Context context, String name) {
    @Nullable String text = context.queryParam(name);
    return switch (text) {
      case null -> false;
      case "false" -> false;
      case "true" -> true;
      default -> throw new Invalid("bad-" + name, "'%s' has to be true or false.".formatted(name));
    };
  }

  private static Invalid outOfRange(String name, long smallest, long largest) {
    return new Invalid(
        "bad-" + name,
        "'%s' has to be a whole number from %d to %d.".formatted(name, smallest, largest));
  }

  /**
   * A time (RFC 3339).
   *
   * @throws Invalid if it is none
   */
  public static Optional<Instant> time(Context context, String name) {
    @Nullable String text = context.queryParam(name);
    if (text == null) {
      return Optional.empty();
    }
    try {
      Instant time = OffsetDateTime.parse(text).toInstant();
      if (!time.isBefore(EARLIEST) && time.isBefore(LATEST)) {
        return Optional.of(time);
      }
    } catch (DateTimeParseException notATime) {
      throw badTime(name);
    }
    throw badTime(name);
  }

  private static Invalid badTime(String name) {
    return new Invalid(
        "bad-" + name,
        "'%s' has to be a time such as 2026-07-01T12:00:00Z (a + is written %%2B), from the year"
                .formatted(name)
            + " 1970 to 2999.");
  }
}
