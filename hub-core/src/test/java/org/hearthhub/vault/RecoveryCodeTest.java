package org.hearthhub.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.hearthhub.problem.Invalid;
import org.junit.jupiter.api.Test;

class RecoveryCodeTest {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private final RecoveryCode code = RecoveryCode.random(1, new SecureRandom());
  private final String text = new String(code.text());

  @Test
  void a_code_is_seven_groups_that_can_be_read_out() {
    assertThat(text).matches("([0-9A-HJKMNP-TV-Z]{5}-){6}[0-9A-HJKMNP-TV-Z]{5}");
    assertThat(code.toString()).doesNotContain(text.substring(0, 5));
  }

  @Test
  void no_two_codes_are_alike() {
    Set<String> codes = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      codes.add(new String(RecoveryCode.random(1, new SecureRandom()).text()));
    }
    assertThat(codes).hasSize(1_000);
  }

  @Test
  void case_spaces_dashes_and_look_alikes_do_not_matter() {
    String sloppy =
        text.toLowerCase(Locale.ROOT).replace('0', 'o').replace('1', 'l').replace("-", " – ");
    assertThat(RecoveryCode.secret(sloppy.toCharArray()))
        .isEqualTo(RecoveryCode.secret(text.toCharArray()))
        .hasSize(18);
    assertThat(RecoveryCode.secret(text.replace('1', 'i').replace("-", "").toCharArray()))
        .isEqualTo(RecoveryCode.secret(text.toCharArray()));
  }

  @Test
  void every_single_wrong_character_is_told_with_its_group() {
    String[] ordinals = {"first", "second", "third", "fourth", "fifth", "sixth", "seventh"};
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '-') {
        continue;
      }
      for (int j = 0; j < ALPHABET.length(); j++) {
        if (ALPHABET.charAt(j) != text.charAt(i)) {
          char[] typed = text.toCharArray();
          typed[i] = ALPHABET.charAt(j);
          assertThatThrownBy(() -> RecoveryCode.check(typed))
              .isInstanceOf(Invalid.class)
              .hasMessageContaining("the " + ordinals[i / 6] + " group");
        }
      }
    }
  }

  @Test
  void two_characters_or_two_groups_exchanged_are_told() {
    for (int group = 0; group < 7; group++) {
      for (int one = 0; one < 5; one++) {
        for (int other = one + 1; other < 5; other++) {
          exchanged(group * 6 + one, group * 6 + other);
        }
      }
    }
    String[] groups = text.split("-", -1);
    String first = groups[0];
    groups[0] = groups[1];
    groups[1] = first;
    if (!groups[0].equals(groups[1])) {
      assertThatThrownBy(() -> RecoveryCode.check(String.join("-", groups).toCharArray()))
          .isInstanceOf(Invalid.class);
    }
  }

  private void exchanged(int one, int other) {
    char[] typed = text.toCharArray();
    if (typed[one] == typed[other]) {
      return;
    }
    char kept = typed[one];
    typed[one] = typed[other];
    typed[other] = kept;
    assertThatThrownBy(() -> RecoveryCode.check(typed)).isInstanceOf(Invalid.class);
  }

  @Test
  void what_is_too_short_too_long_or_of_other_letters_is_told() {
    assertThatCode(() -> RecoveryCode.check(text.toCharArray())).doesNotThrowAnyException();
    for (String wrong : new String[] {"", text.substring(1), text + "0", "U".repeat(35), "é"}) {
      assertThatThrownBy(() -> RecoveryCode.check(wrong.toCharArray())).isInstanceOf(Invalid.class);
    }
    assertThatThrownBy(() -> RecoveryCode.check(new char[1_000_000])).isInstanceOf(Invalid.class);
  }

  @Test
  void a_guess_of_the_right_form_passes_the_check_one_time_in_34_billion() {
    Random random = new Random(7);
    int passed = 0;
    for (int i = 0; i < 100_000; i++) {
      StringBuilder guess = new StringBuilder();
      for (int j = 0; j < 35; j++) {
        guess.append(ALPHABET.charAt(random.nextInt(32)));
      }
      try {
        RecoveryCode.check(guess.toString().toCharArray());
        passed++;
      } catch (Invalid mistyped) {
        // as it should be
      }
    }
    assertThat(passed).isZero();
  }
}
