package org.hearthhub.adapter.coap;

import java.time.Duration;
import java.util.Arrays;

/**
 * Tells announcements that are news from those heard already: the network delivers them twice, on
 * several ways, and now and then late. Not thread-safe.
 */
final class Serials {
  private static final int HALF = 1 << 15;
  private static final int NEAR = 16;
  private static final long OVERTAKEN_WITHIN = Duration.ofSeconds(5).toNanos();

  private int last = -1;
  private int lastContent;
  private long lastNanos;

  /**
   * Whether it is to be read. One with the serial of the last and another content is: the device
   * began to count anew.
   */
  boolean isNews(int serial, byte[] content, long nanos) {
    int hash = Arrays.hashCode(content);
    boolean same = serial == last && hash == lastContent;
    int behind = last - serial & 0xffff;
    boolean overtaken =
        last >= 0
            && behind > 0
            && behind < HALF
            && behind <= NEAR
            && nanos - lastNanos < OVERTAKEN_WITHIN;
    if (same || overtaken) {
      return false;
    }
    last = serial;
    lastContent = hash;
    lastNanos = nanos;
    return true;
  }
}
