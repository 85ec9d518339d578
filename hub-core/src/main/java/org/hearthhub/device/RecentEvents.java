package org.hearthhub.device;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.List;
import org.hearthhub.thing.Notification;
import org.hearthhub.thing.Value;
import org.jspecify.annotations.Nullable;

/**
 * The last events of one device, in memory only, for whoever lost the line for a moment. Each has a
 * millisecond of its own, by which it can be named. Thread-safe.
 */
final class RecentEvents {
  static final int MOST = 64;

  /** All data together, as text: a device that tells much is remembered for less long. */
  static final int MOST_CHARACTERS = 32_768;

  private @Nullable ArrayDeque<Notification> last;
  private int characters;

  /** Remembers it; as it is to be told, at a time that no other one of these has. */
  synchronized Notification add(Notification notification) {
    ArrayDeque<Notification> present = last == null ? new ArrayDeque<>() : last;
    last = present;
    Notification named = notification.at(free(present, notification.time()));
    present.add(named);
    characters += characters(named);
    while (present.size() > MOST || (characters > MOST_CHARACTERS && present.size() > 1)) {
      characters -= characters(present.remove());
    }
    return named;
  }

  /** After the last one, unless the clock was set back. */
  private static Instant free(ArrayDeque<Notification> present, Instant told) {
    Instant time = told.truncatedTo(ChronoUnit.MILLIS);
    Notification latest = present.peekLast();
    if (latest != null
        && !time.isAfter(latest.time())
        && latest.time().isBefore(time.plusSeconds(1))) {
      return latest.time().plusMillis(1);
    }
    while (isTaken(present, time)) {
      time = time.plusMillis(1);
    }
    return time;
  }

  private static boolean isTaken(ArrayDeque<Notification> present, Instant time) {
    return present.stream().anyMatch(one -> one.time().equals(time));
  }

  private static int characters(Notification notification) {
    return switch (notification.data().orElse(Value.of(true))) {
      case Value.Text(String text) -> text.length();
      case Value.Structure(String json) -> json.length();
      case Value.Num _, Value.Bool _ -> 0;
    };
  }

  /** In the order in which they came. */
  synchronized List<Notification> all() {
    return last == null ? List.of() : List.copyOf(last);
  }

  synchronized void forget() {
    last = null;
    characters = 0;
  }
}
