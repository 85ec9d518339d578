package org.hearthhub.app.bench;

import java.util.List;

/**
 * What a sender told one listener: the readings 1 to {@code last}.
 *
 * @param unanswered those that were never acknowledged, so that nobody owes them
 */
record Told(long last, List<Long> unanswered) {
  static final Told NOTHING = new Told(0, List.of());

  long acknowledged() {
    return last - unanswered.size();
  }
}
