package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FreshnessTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Freshness freshness = new Freshness();

  @Test
  void numbers_go_up_and_around() {
    freshness.begin((1 << 24) - 2, 0);

    assertThat(freshness.isNewer((1 << 24) - 1, SECOND)).isTrue();
    assertThat(freshness.isNewer(3, SECOND)).isTrue();
    assertThat(freshness.isNewer(3, SECOND)).isFalse();
    assertThat(freshness.isNewer((1 << 24) - 1, SECOND)).isFalse();
  }

  @Test
  void after_128_seconds_any_number_is_newer() {
    freshness.begin(100, 0);

    assertThat(freshness.isNewer(99, 127 * SECOND)).isFalse();
    assertThat(freshness.isNewer(99, 129 * SECOND)).isTrue();
  }
}
