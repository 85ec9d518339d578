package org.hearthhub.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hearthhub.SteppedClock;
import org.hearthhub.problem.Refused;
import org.junit.jupiter.api.Test;

final class SetupCodeTest {
  private final SteppedClock clock = new SteppedClock();
  private final List<String> announced = new ArrayList<>();
  private final SetupCode setupCode = new SetupCode(clock, announced::add);

  @Test
  void it_is_announced_and_good_once() {
    setupCode.announce();

    assertThat(announced).hasSize(1);
    assertThat(announced.getFirst()).matches("[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}");
    setupCode.redeem(announced.getFirst());
    assertThat(setupCode.current()).isEmpty();
    assertThatThrownBy(() -> setupCode.redeem(announced.getFirst())).isInstanceOf(Refused.class);
  }

  @Test
  void people_may_type_it_as_they_read_it() {
    setupCode.announce();
    String typed =
        announced
            .getFirst()
            .toLowerCase(Locale.ROOT)
            .replace("-", " ")
            .replace('0', 'o')
            .replace('1', 'l');

    assertThatCode(() -> setupCode.redeem(" " + typed + " ")).doesNotThrowAnyException();
  }

  @Test
  void five_wrong_tries_void_it_and_another_is_announced() {
    setupCode.announce();
    String first = announced.getFirst();

    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> setupCode.redeem("WRON-GWRN")).isInstanceOf(Refused.class);
    }

    assertThat(announced).hasSize(2).doesNotHaveDuplicates();
    assertThatThrownBy(() -> setupCode.redeem(first)).isInstanceOf(Refused.class);
    assertThatCode(() -> setupCode.redeem(announced.getLast())).doesNotThrowAnyException();
  }

  @Test
  void an_hour_voids_it_and_another_is_announced_on_use() {
    setupCode.announce();
    clock.goOn(Duration.ofHours(1));

    assertThat(setupCode.current()).isEmpty();
    assertThatThrownBy(() -> setupCode.redeem(announced.getFirst()))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("another");
    assertThat(announced).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void a_timer_renews_it_after_an_hour_and_not_before() {
    setupCode.renew();
    assertThat(announced).isEmpty();
    setupCode.announce();
    clock.goOn(Duration.ofMinutes(59));
    setupCode.renew();
    assertThat(announced).hasSize(1);
    clock.goOn(Duration.ofMinutes(1));
    setupCode.renew();
    assertThat(announced).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void announcing_again_says_the_same_code_while_it_is_good() {
    setupCode.announce();
    setupCode.announce();

    assertThat(announced).hasSize(2);
    assertThat(announced.getFirst()).isEqualTo(announced.getLast());
  }

  @Test
  void once_there_is_an_owner_there_is_no_code() {
    setupCode.announce();
    setupCode.retire();
    setupCode.announce();

    assertThat(announced).hasSize(1);
    assertThatThrownBy(() -> setupCode.redeem(announced.getFirst())).isInstanceOf(Refused.class);
    assertThat(announced).hasSize(1);
  }
}
