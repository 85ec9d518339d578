package org.hearthhub.thing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.hearthhub.problem.Invalid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AffordanceNameTest {
  @ParameterizedTest
  @CsvSource({
    "/3303/0/5700, 3303-0-5700",
    "on, on",
    "' Living room °C ', Living-room-C",
    "温度, value",
    ".., value"
  })
  void a_word_becomes_the_nearest_name(String word, String name) {
    assertThat(AffordanceName.nearest(word)).hasToString(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a b", "a/b", "ä"})
  void what_cannot_stand_in_a_url_is_no_name(String text) {
    assertThatThrownBy(() -> AffordanceName.of(text)).isInstanceOf(Invalid.class);
  }

  @Test
  void different_words_get_different_names_and_the_same_ones_every_time() {
    List<String> words = List.of("a b", "a-b", "a/b", "温度", "湿度", "x".repeat(70), "x".repeat(71));

    assertThat(AffordanceName.distinct(words).values())
        .extracting(AffordanceName::text)
        .containsExactly(
            "a-b-2", "a-b", "a-b-3", "value", "value-2", "x".repeat(64), "x".repeat(62) + "-2");
  }
}
