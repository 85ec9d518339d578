package org.hearthhub.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.hearthhub.problem.Broken;
import org.junit.jupiter.api.Test;

class FieldsTest {
  @Test
  void every_form_of_field_comes_back() {
    Fields fields =
        Fields.parse(
            Fields.write()
                .text(1, "Küche \ud83c\udfe0")
                .number(2, Long.MIN_VALUE)
                .number(3, Long.MAX_VALUE)
                .bytes(4, new byte[] {0, -1, 127})
                .text(500_000_000, "")
                .toBytes());
    assertThat(fields.text(1)).contains("Küche \ud83c\udfe0");
    assertThat(fields.number(2)).contains(Long.MIN_VALUE);
    assertThat(fields.number(3)).contains(Long.MAX_VALUE);
    assertThat(fields.bytes(4)).contains(new byte[] {0, -1, 127});
    assertThat(fields.text(500_000_000)).contains("");
  }

  @Test
  void a_field_may_stand_several_times_and_the_last_counts() {
    Fields fields =
        Fields.parse(Fields.write().text(1, "a").number(1, 5).text(1, "b").text(2, "c").toBytes());
    assertThat(fields.texts(1)).containsExactly("a", "b");
    assertThat(fields.text(1)).contains("b");
    assertThat(fields.number(1)).contains(5L);
  }

  @Test
  void what_is_not_there_is_empty() {
    Fields fields = Fields.parse(Fields.write().text(1, "a").toBytes());
    assertThat(fields.text(2)).isEmpty();
    assertThat(fields.number(1)).isEmpty();
    assertThat(fields.bytes(1)).isEmpty();
    assertThat(fields.texts(3)).isEmpty();
    assertThat(Fields.parse(new byte[0]).texts(1)).isEmpty();
  }

  @Test
  void rubbish_ends_in_fields_or_in_a_problem() {
    Random random = new Random(7);
    int refused = 0;
    for (int i = 0; i < 5_000; i++) {
      byte[] rubbish = new byte[random.nextInt(40)];
      random.nextBytes(rubbish);
      try {
        assertThat(Fields.parse(rubbish).texts(1)).isNotNull();
      } catch (Broken expected) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void a_length_beyond_the_end_is_refused() {
    assertThatThrownBy(() -> Fields.parse(new byte[] {1 << 2 | 1, 100, 'a'}))
        .isInstanceOf(Broken.class);
  }
}
