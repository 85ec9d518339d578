package org.hearthhub.adapter.coap;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which of those that are missed are tried at an address where somebody unknown speaks: a few each
 * time, and each of them in its turn. Thread-safe; remembers the last 200 addresses.
 */
final class Missed {
  /** Each try may take as long as a handshake that nobody finishes. */
  static final int AT_ONCE = 3;

  private static final int MOST = 200;

  private final Map<HomeAddress, Set<String>> tried =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<HomeAddress, Set<String>> eldest) {
          return size() > MOST;
        }
      };

  /**
   * @param missed everybody who is missed, the likeliest to be there first
   * @return whom to try now: who was not tried there yet, then whose last try was longest ago
   */
  synchronized List<String> next(HomeAddress at, List<String> missed) {
    Set<String> before = tried.computeIfAbsent(at, _ -> new LinkedHashSet<>());
    before.retainAll(missed);
    List<String> order = new ArrayList<>(missed);
    order.removeAll(before);
    order.addAll(before);
    List<String> now = List.copyOf(order.subList(0, Math.min(AT_ONCE, order.size())));
    before.removeAll(now);
    before.addAll(now);
    return now;
  }
}
