package org.hearthhub.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.hearthhub.SteppedClock;
import org.hearthhub.problem.TooMuch;
import org.junit.jupiter.api.Test;

final class ThrottleTest {
  private final SteppedClock clock = new SteppedClock();
  private final Throttle throttle = new Throttle(clock, 5, Duration.ofMinutes(15), 3);

  @Test
  void five_tries_are_free_and_then_each_wait_doubles_up_to_the_longest() {
    tries("a", 5);
    assertThat(waitFor("a")).isEqualTo(Duration.ofSeconds(2));
    clock.goOn(Duration.ofSeconds(2));
    tries("a", 1);
    assertThat(waitFor("a")).isEqualTo(Duration.ofSeconds(3));
    for (int i = 0; i < 12; i++) {
      clock.goOn(Duration.ofMinutes(16));
      tries("a", 1);
    }
    assertThat(waitFor("a")).isEqualTo(Duration.ofSeconds(15 * 60 + 1));
  }

  @Test
  void one_key_does_not_slow_another() {
    tries("a", 5);
    assertThatThrownBy(() -> throttle.attempt("a")).isInstanceOf(TooMuch.class);
    assertThatCode(() -> throttle.attempt("b")).doesNotThrowAnyException();
  }

  @Test
  void a_success_and_an_hour_forget() {
    tries("a", 5);
    throttle.forget("a");
    tries("a", 5);
    assertThatThrownBy(() -> throttle.attempt("a")).isInstanceOf(TooMuch.class);
    clock.goOn(Duration.ofMinutes(61));
    tries("a", 5);
  }

  @Test
  void a_clock_that_was_set_back_locks_nobody_out() {
    clock.goOn(Duration.ofDays(1000));
    tries("a", 5);
    clock.goOn(Duration.ofDays(-1000));
    tries("a", 1);
  }

  @Test
  void no_more_keys_are_kept_than_asked() {
    tries("a", 5);
    tries("b", 1);
    tries("c", 1);
    tries("d", 1);

    assertThatCode(() -> throttle.attempt("a")).doesNotThrowAnyException();
  }

  private void tries(String key, int count) {
    for (int i = 0; i < count; i++) {
      throttle.attempt(key);
    }
  }

  private Duration waitFor(String key) {
    return catchThrowableOfType(TooMuch.class, () -> throttle.attempt(key))
        .retryAfter()
        .orElseThrow();
  }
}
