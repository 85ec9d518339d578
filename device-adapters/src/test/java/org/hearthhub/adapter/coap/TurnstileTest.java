package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TurnstileTest {
  private final AtomicLong nanos = new AtomicLong(-5);
  private final Turnstile turnstile = new Turnstile(nanos::get);

  @Test
  void who_comes_alone_goes_at_once() {
    assertThat(turnstile.turn(10)).isZero();
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(turnstile.turn(10)).isZero();
  }

  @Test
  void five_hundred_devices_of_ten_feeds_go_one_after_the_other_within_twenty_seconds() {
    for (int device = 0; device < 500; device++) {
      assertThat(turnstile.turn(10)).isEqualTo(Turnstile.PER_FEED.multipliedBy(10L * device));
    }
    assertThat(turnstile.turn(1)).isEqualTo(Duration.ofSeconds(20));
  }
}
