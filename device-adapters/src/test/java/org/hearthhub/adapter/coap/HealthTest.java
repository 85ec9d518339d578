package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.hearthhub.device.DeviceStatus.State;
import org.junit.jupiter.api.Test;

class HealthTest {
  private static final Feed LEFT = new Feed("/left", 0, true, List.of());
  private static final Feed RIGHT = new Feed("/right", 0, true, List.of());

  private final List<String> told = new ArrayList<>();
  private final Health health = new Health((state, reason) -> told.add(state + ":" + reason));

  @Test
  void who_answers_every_question_with_an_error_is_there_and_that_is_said() {
    health.well(LEFT);
    health.refused(LEFT, "4.04", 2);
    assertThat(told).containsExactly("ONLINE:");

    health.refused(RIGHT, "4.04", 2);
    assertThat(health.state()).isEqualTo(State.ONLINE);
    assertThat(told)
        .last()
        .asString()
        .startsWith("ONLINE:It answers every question with an error (4.04).");

    health.well(LEFT);
    assertThat(told).hasSize(3).last().isEqualTo("ONLINE:");
  }

  @Test
  void one_error_among_answers_is_nobodys_business() {
    health.well(LEFT);
    health.refused(RIGHT, "5.03", 2);
    health.well(RIGHT);

    assertThat(told).containsExactly("ONLINE:");
  }

  @Test
  void silence_comes_before_errors() {
    health.refused(LEFT, "4.04", 1);
    health.silent("It does not answer.");

    assertThat(told).last().isEqualTo("OFFLINE:It does not answer.");
  }

  @Test
  void an_answer_that_nobody_reads_makes_no_sense_of_the_rubbish_around_it() {
    health.well(RIGHT);
    for (int i = 0; i < Health.RUBBISH; i++) {
      health.lives(LEFT);
      health.rubbish(LEFT, "It sends rubbish.");
    }
    health.lives(LEFT);
    health.lives(LEFT);

    assertThat(told).containsExactly("ONLINE:", "QUARANTINED:It sends rubbish.");
  }

  @Test
  void an_answer_that_nobody_reads_ends_silence_and_errors() {
    health.silent("It does not answer.");
    health.lives(LEFT);
    health.refused(LEFT, "4.04", 1);
    health.lives(LEFT);

    assertThat(told)
        .hasSize(4)
        .satisfies(all -> assertThat(all.get(1)).isEqualTo("ONLINE:"))
        .last()
        .isEqualTo("ONLINE:");
  }
}
