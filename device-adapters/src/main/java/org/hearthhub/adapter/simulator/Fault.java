package org.hearthhub.adapter.simulator;

import java.time.Duration;
import java.util.Locale;
import org.hearthhub.problem.Invalid;

/** A way in which a simulated device misbehaves until it is told otherwise. */
public sealed interface Fault {
  /** Loses this share of the datagrams in each direction. */
  record Drop(double share) implements Fault {
    public Drop {
      if (!(share >= 0 && share <= 1)) {
        throw new Invalid("bad-fault", "A share of lost messages is between 0 and 1.");
      }
    }
  }

  /** Sends everything late, at most a minute. */
  record Delay(Duration by) implements Fault {
    public Delay {
      checkDuration(by);
    }
  }

  /** Is away for so long, then back on its old address without a memory of who observes it. */
  record Reboot(Duration away) implements Fault {
    public Reboot {
      checkDuration(away);
    }
  }

  /** Is away and then back on another port. */
  record Move(Duration away) implements Fault {
    public Move {
      checkDuration(away);
    }
  }

  /** Answers with bytes that are not what their content format says. */
  record WrongPayload() implements Fault {}

  /** Answers a write with success and does nothing. */
  record IgnoreWrites() implements Fault {}

  /** Answers when asked, but tells its observers nothing: a dead observation. */
  record Silent() implements Fault {}

  /** Does not answer at all. */
  record Unplugged() implements Fault {}

  /**
   * Reads {@code drop 0.3}, {@code delay 2s}, {@code reboot}, {@code reboot 5s}, {@code move},
   * {@code wrong-payload}, {@code ignore-writes}, {@code silent} or {@code unplugged}.
   *
   * @throws Invalid if it is none of these
   */
  static Fault parse(String text) {
    String[] words = text.strip().toLowerCase(Locale.ROOT).split("\\s+", 3);
    String argument = words.length > 1 ? words[1] : "";
    try {
      return switch (words[0]) {
        case "drop" -> new Drop(argument.isEmpty() ? 0.3 : Double.parseDouble(argument));
        case "delay" -> new Delay(duration(argument, Duration.ofSeconds(2)));
        case "reboot" -> new Reboot(duration(argument, Duration.ofSeconds(1)));
        case "move" -> new Move(duration(argument, Duration.ofSeconds(1)));
        case "wrong-payload" -> new WrongPayload();
        case "ignore-writes" -> new IgnoreWrites();
        case "silent" -> new Silent();
        case "unplugged" -> new Unplugged();
        default -> throw unknown();
      };
    } catch (NumberFormatException e) {
      throw unknown();
    }
  }

  private static Duration duration(String text, Duration otherwise) {
    if (text.isEmpty()) {
      return otherwise;
    }
    if (text.endsWith("ms")) {
      return Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)));
    }
    if (text.endsWith("s")) {
      return Duration.ofMillis(
          Math.round(1000 * Double.parseDouble(text.substring(0, text.length() - 1))));
    }
    throw unknown();
  }

  private static void checkDuration(Duration duration) {
    if (duration.isNegative() || duration.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new Invalid("bad-fault", "A device is late or away for at most a minute.");
    }
  }

  private static Invalid unknown() {
    return new Invalid(
        "bad-fault",
        "A device misbehaves by: drop 0.3, delay 2s, reboot, move, wrong-payload, ignore-writes,"
            + " silent, unplugged; off ends it.");
  }
}
