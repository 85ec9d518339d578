package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.hearthhub.thing.DataSchema;
import org.hearthhub.thing.DataType;
import org.hearthhub.thing.PropertyAffordance;
import org.hearthhub.thing.Value;
import org.junit.jupiter.api.Test;

class SamenessTest {
  private final Sameness percent =
      Sameness.of(
          Optional.of(
              new PropertyAffordance(
                  DataSchema.of(DataType.NUMBER).between(0, 100).inStepsOf(1), true)));

  @Test
  void a_lamp_with_254_steps_holds_what_was_asked_of_it() {
    assertThat(percent.test(Value.of(50), Value.of(50.2))).isTrue();
    assertThat(percent.test(Value.of(50), Value.of(52))).isFalse();
  }

  @Test
  void without_a_range_only_the_same_is_the_same() {
    Sameness exact = new Sameness(0);
    assertThat(exact.test(Value.of(20.1), Value.of((float) 20.1))).isTrue();
    assertThat(exact.test(Value.of(20.1), Value.of(20.2))).isFalse();
    assertThat(exact.test(Value.of(true), Value.of(false))).isFalse();
    assertThat(
            exact.test(
                new Value.Structure("{\"a\":1,\"b\":2}"), new Value.Structure("{\"b\":2,\"a\":1}")))
        .isTrue();
  }

  @Test
  void a_blind_on_its_way_is_nearer() {
    assertThat(Sameness.nearer(Value.of(0), Value.of(100), Value.of(80))).isTrue();
    assertThat(Sameness.nearer(Value.of(0), Value.of(100), Value.of(100))).isFalse();
    assertThat(Sameness.nearer(Value.of(true), Value.of(false), Value.of(false))).isFalse();
  }
}
