package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MissedTest {
  private static final HomeAddress HERE = HomeAddress.parse("coaps://192.168.1.20");
  private static final HomeAddress THERE = HomeAddress.parse("coaps://192.168.1.21");

  private final Missed missed = new Missed();

  @Test
  void each_of_those_that_are_missed_has_its_turn() {
    List<String> all = List.of("a", "b", "c", "d", "e");

    assertThat(missed.next(HERE, all)).containsExactly("a", "b", "c");
    assertThat(missed.next(HERE, all)).containsExactly("d", "e", "a");
    assertThat(missed.next(HERE, all)).containsExactly("b", "c", "d");
  }

  @Test
  void turns_at_one_address_are_none_at_another() {
    List<String> all = List.of("a", "b", "c", "d");
    missed.next(HERE, all);

    assertThat(missed.next(THERE, all)).containsExactly("a", "b", "c");
    assertThat(missed.next(HERE, all)).containsExactly("d", "a", "b");
  }

  @Test
  void who_came_back_has_no_turn() {
    missed.next(HERE, List.of("a", "b", "c", "d"));

    assertThat(missed.next(HERE, List.of("a", "d"))).containsExactly("d", "a");
    assertThat(missed.next(HERE, List.of())).isEmpty();
  }
}
