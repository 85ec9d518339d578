package org.hearthhub.adapter.coap;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hearthhub.device.Diagnostics;
import org.jspecify.annotations.Nullable;

/** What was heard and not understood: the last of each sender, 50 senders at most. Thread-safe. */
final class Misunderstood {
  private static final int MOST = 50;

  private final InstantSource clock;
  private final Map<HomeAddress, Diagnostics.Strange> last =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<HomeAddress, Diagnostics.Strange> eldest) {
          return size() > MOST;
        }
      };
  private long inAll;

  Misunderstood(InstantSource clock) {
    this.clock = clock;
  }

  /** Something made no sense whose bytes are not at hand. */
  void note(HomeAddress from, String why) {
    note(from, new byte[0], why);
  }

  /** As {@link #note}, but once only for as long as nothing else is noted of that sender. */
  synchronized void say(HomeAddress from, String why) {
    Diagnostics.Strange before = last.get(from);
    if (before == null || !before.why().equals(why)) {
      note(from, why);
    }
  }

  /** As {@link #note}, of what will be noted by its sentence in a moment. */
  synchronized void keep(HomeAddress from, byte[] bytes, String why) {
    Diagnostics.Strange noted = strange(from, bytes, why, last.get(from));
    last.put(
        from,
        new Diagnostics.Strange(
            noted.from(), noted.last(), noted.times() - 1, why, noted.hex(), noted.length()));
  }

  synchronized void note(HomeAddress from, byte[] bytes, String why) {
    inAll++;
    Diagnostics.Strange before = last.get(from);
    last.put(from, strange(from, bytes, why, before));
  }

  private Diagnostics.Strange strange(
      HomeAddress from, byte[] bytes, String why, Diagnostics.@Nullable Strange before) {
    Instant now = clock.instant();
    String at = from.toString();
    if (before == null) {
      return new Diagnostics.Strange(at, now, 1, why, hex(bytes), bytes.length);
    }
    long times = before.times() + 1;
    return bytes.length == 0
        ? new Diagnostics.Strange(at, now, times, why, before.hex(), before.length())
        : new Diagnostics.Strange(at, now, times, why, hex(bytes), bytes.length);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, Diagnostics.MOST_BYTES));
  }

  /** The latest first. */
  synchronized List<Diagnostics.Strange> all() {
    return new ArrayList<>(last.values()).reversed();
  }

  synchronized long inAll() {
    return inAll;
  }
}
