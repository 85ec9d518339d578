package org.hearthhub.adapter.mdns;

import java.time.InstantSource;
import java.util.List;
import org.hearthhub.device.Counter;
import org.hearthhub.device.Diagnostics;

/** What was sent and heard at one address. Thread-safe. */
final class Counts {
  private final Counter questions;
  private final Counter announcements;
  private final Counter services;
  private final Counter farewells;

  Counts(InstantSource clock) {
    questions = new Counter("questions", clock);
    announcements = new Counter("announcements and answers", clock);
    services = new Counter("announcements", clock);
    farewells = new Counter("farewells", clock);
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
    return services.sum() == 0;
  }

  boolean asked() {
    return questions.sum() > 0;
  }

  List<Diagnostics.Tally> sent() {
    return List.of(questions.tally(), announcements.tally());
  }

  List<Diagnostics.Tally> heard() {
    return List.of(services.tally(), farewells.tally());
  }
}
