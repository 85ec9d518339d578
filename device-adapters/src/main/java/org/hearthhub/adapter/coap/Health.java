package org.hearthhub.adapter.coap;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.hearthhub.device.DeviceStatus.State;

/**
 * How a device is doing, from what each of its feeds brings. A few payloads in a row that make no
 * sense put it into quarantine; a few that do take it out again. Thread-safe.
 */
final class Health {
  /** So many payloads in a row that cannot be understood, and the device is set apart. */
  static final int RUBBISH = 3;

  /** So many payloads in a row that can, and it is back. */
  static final int SENSE = 2;

  private final BiConsumer<State, String> tell;
  private final Map<Feed, Integer> rubbish = new HashMap<>();
  private volatile State state = State.UNKNOWN;
  private final Set<Feed> refusing = new HashSet<>();
  private volatile boolean clean = true;
  private String reason = "";
  private int sense;

  /**
   * @param tell takes each change, with the reason for a person
   */
  Health(BiConsumer<State, String> tell) {
    this.tell = tell;
  }

  State state() {
    return state;
  }

  /** It answered, or told something that makes sense. */
  void well(Feed feed) {
    if (clean && state == State.ONLINE) {
      return; // the path of every notification
    }
    synchronized (this) {
      refusing.remove(feed);
      if (state != State.QUARANTINED) {
        rubbish.remove(feed);
        clean = rubbish.isEmpty() && refusing.isEmpty();
        change(State.ONLINE, "");
      } else if (rubbish.containsKey(feed) && ++sense >= SENSE) {
        rubbish.remove(feed);
        sense = 0;
        if (rubbish.values().stream().noneMatch(count -> count >= RUBBISH)) {
          clean = rubbish.isEmpty() && refusing.isEmpty();
          change(State.ONLINE, "");
        }
      }
    }
  }

  /** It answered, and what it said was not to be understood: neither sense nor rubbish. */
  void lives(Feed feed) {
    if (clean && state == State.ONLINE) {
      return;
    }
    synchronized (this) {
      refusing.remove(feed);
      clean = rubbish.isEmpty() && refusing.isEmpty();
      if (state != State.QUARANTINED) {
        change(State.ONLINE, "");
      }
    }
  }

  /**
   * It answered with an error instead of what that feed had: it lives, but if that is all it does,
   * a person should know.
   *
   * @param code what it answered, for example {@code 4.04}
   * @param feeds how many feeds it has
   */
  synchronized void refused(Feed feed, String code, int feeds) {
    clean = false;
    refusing.add(feed);
    if (state != State.QUARANTINED) {
      change(State.ONLINE, refusing.size() < feeds ? "" : onlyErrors(code));
    }
  }

  private static String onlyErrors(String code) {
    return "It answers every question with an error ("
        + code
        + "). What it offered may be gone: add it again by its address.";
  }

  /** It sent what cannot be understood. */
  synchronized void rubbish(Feed feed, String sentence) {
    clean = false;
    sense = 0;
    if (rubbish.merge(feed, 1, Integer::sum) >= RUBBISH) {
      change(State.QUARANTINED, sentence);
    }
  }

  /** It does not answer. */
  synchronized void silent(String reason) {
    change(State.OFFLINE, reason);
  }

  private void change(State next, String why) {
    if (state != next || !reason.equals(why)) {
      state = next;
      reason = why;
      tell.accept(next, why);
    }
  }
}
