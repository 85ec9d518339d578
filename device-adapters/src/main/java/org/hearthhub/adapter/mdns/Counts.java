package org.hearthhub.adapter.mdns;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.hearthhub.device.Diagnostics;

/** What was sent and heard at one address. Thread-safe. */
final class Counts {
  private final InstantSource clock;
  private final Count questions = new Count("questions");
  private final Count announcements = new Count("announcements and answers");
  private final Count services = new Count("announcements");
  private final Count farewells = new Count("farewells");

  private final class Count {
    private final String what;
    private final LongAdder count = new LongAdder();
    private volatile long lastMillis;

    Count(String what) {
      this.what = what;
    }

    void one() {
      count.increment();
      lastMillis = clock.millis();
    }

    Diagnostics.Tally tally() {
      long last = lastMillis;
      return new Diagnostics.Tally(
          what,
          count.sum(),
          last == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(last)));
    }
  }

  Counts(InstantSource clock) {
    this.clock = clock;
  }

  void sent(boolean question) {
    (question ? questions : announcements).one();
  }

  void heardService() {
    services.one();
  }

  void heardFarewell() {
    farewells.one();
  }

  boolean heardNothing() {
    return services.count.sum() == 0;
  }

  boolean asked() {
    return questions.count.sum() > 0;
  }

  List<Diagnostics.Tally> sent() {
    return List.of(questions.tally(), announcements.tally());
  }

  List<Diagnostics.Tally> heard() {
    return List.of(services.tally(), farewells.tally());
  }
}
