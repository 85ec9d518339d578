package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HandshakeGuardTest {
  private static final InetAddress GUESSER = InetAddress.ofLiteral("192.168.1.66");
  private static final InetAddress OTHER = InetAddress.ofLiteral("192.168.1.7");

  private final AtomicLong nanos = new AtomicLong();
  private final HandshakeGuard guard = new HandshakeGuard(nanos::get);

  private void after(Duration pause) {
    nanos.addAndGet(pause.toNanos() + 1);
  }

  private void failed(int times) {
    for (int i = 0; i < times; i++) {
      guard.failed(GUESSER);
    }
  }

  @Test
  void a_few_failures_are_nothing() {
    failed(4);

    assertThat(guard.lets(GUESSER)).isTrue();
  }

  @Test
  void who_goes_on_guessing_is_heard_ever_more_rarely() {
    failed(5);
    assertThat(guard.lets(GUESSER)).isFalse();
    after(Duration.ofSeconds(1));
    assertThat(guard.lets(GUESSER)).isTrue();
    failed(1);
    after(Duration.ofSeconds(1));
    assertThat(guard.lets(GUESSER)).isFalse();
    after(Duration.ofSeconds(1));
    assertThat(guard.lets(GUESSER)).isTrue();
    failed(50);
    after(Duration.ofSeconds(59));
    assertThat(guard.lets(GUESSER)).isFalse();
    after(Duration.ofSeconds(1));
    assertThat(guard.lets(GUESSER)).isTrue();
  }

  @Test
  void others_are_heard_meanwhile() {
    failed(1_000);

    assertThat(guard.lets(OTHER)).isTrue();
  }

  @Test
  void a_proof_makes_up_for_it() {
    failed(20);
    guard.succeeded(GUESSER);

    assertThat(guard.lets(GUESSER)).isTrue();
  }

  @Test
  void guesses_from_many_hosts_are_bounded_together() {
    for (int i = 1; i <= 60; i++) {
      guard.failed(InetAddress.ofLiteral("192.168.2." + i));
    }
    assertThat(guard.lets(InetAddress.ofLiteral("192.168.2.1"))).isFalse();
    assertThat(guard.lets(OTHER)).isTrue();
    after(Duration.ofMinutes(1));
    assertThat(guard.lets(InetAddress.ofLiteral("192.168.2.1"))).isTrue();
  }
}
