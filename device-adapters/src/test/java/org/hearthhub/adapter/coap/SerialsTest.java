package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class SerialsTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Serials serials = new Serials();

  private boolean news(int serial, String content, long nanos) {
    return serials.isNews(serial, content.getBytes(java.nio.charset.StandardCharsets.UTF_8), nanos);
  }

  @Test
  void the_same_again_is_no_news() {
    assertThat(news(7, "a", 0)).isTrue();
    assertThat(news(7, "a", SECOND)).isFalse();
    assertThat(news(8, "b", 2 * SECOND)).isTrue();
  }

  @Test
  void one_that_was_overtaken_on_the_way_is_no_news() {
    assertThat(news(8, "b", 0)).isTrue();
    assertThat(news(7, "a", SECOND)).isFalse();
  }

  @Test
  void a_device_that_counts_anew_after_a_restart_is_heard() {
    assertThat(news(3, "a", 0)).isTrue();
    assertThat(news(3, "b", SECOND)).as("the same number, another status").isTrue();
    assertThat(news(1, "c", 60 * SECOND)).isTrue();
  }

  @Test
  void the_count_goes_round() {
    assertThat(news(0xffff, "a", 0)).isTrue();
    assertThat(news(1, "b", SECOND)).isTrue();
    assertThat(news(0xffff, "a", 2 * SECOND)).as("late, from before the turn").isFalse();
  }
}
