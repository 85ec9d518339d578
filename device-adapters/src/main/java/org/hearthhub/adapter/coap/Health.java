package org.hearthhub.adapter.coap;

import java.util.HashMap;
import java.util.Map;
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
  private volatile boolean clean = true;
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
      if (state != State.QUARANTINED) {
        rubbish.remove(feed);
        clean = rubbish.isEmpty();
        change(State.ONLINE, "");
      } else if (rubbish.containsKey(feed) && ++sense >= SENSE) {
        rubbish.remove(feed);
        sense = 0;
        if (rubbish.values().stream().noneMatch(count -> count >= RUBBISH)) {
          clean = rubbish.isEmpty();
          change(State.ONLINE, "");
        }
      }
    }
  }

  /** It answered, without saying anything of interest. */
  synchronized void answered() {
    if (state != State.QUARANTINED) {
      change(State.ONLINE, "");
    }
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

  private void change(State next, String reason) {
    if (state != next) {
      state = next;
      tell.accept(next, reason);
    }
  }
}
