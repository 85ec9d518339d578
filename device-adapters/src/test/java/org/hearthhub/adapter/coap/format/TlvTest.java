package org.hearthhub.adapter.coap.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.hearthhub.problem.Invalid;
import org.hearthhub.thing.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TlvTest {
  /**
   * The device object that the specification gives as an example (LwM2M TS 1.0.2 section 6.4.3.2).
   */
  private static final String DEVICE =
      "c800144f70656e204d6f62696c6520416c6c69616e6365"
          + "c801164c69676874776569676874204d324d20436c69656e74"
          + "c80209333435303030313233"
          + "c303312e30"
          + "8606410001410105"
          + "88070842000ed842011388"
          + "870841007d42010384"
          + "c10964c10a0f830b410000c40d5182428fc60e2b30323a3030c11055";

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  private static Tlv.Entry resource(List<Tlv.Entry> entries, int id) {
    return entries.stream().filter(entry -> entry.id() == id).findFirst().orElseThrow();
  }

  @Test
  void the_example_of_the_specification_is_read() {
    List<Tlv.Entry> entries = Tlv.read(hex(DEVICE));

    assertThat(resource(entries, 0).text()).isEqualTo(Value.of("Open Mobile Alliance"));
    assertThat(resource(entries, 9).integer()).isEqualTo(Value.of(100));
    assertThat(resource(entries, 13).integer()).isEqualTo(Value.of(1367491215));
    assertThat(resource(entries, 6).inner()).extracting(Tlv.Entry::id).containsExactly(0, 1);
    assertThat(resource(entries, 7).inner())
        .extracting(Tlv.Entry::integer)
        .containsExactly(Value.of(3800), Value.of(5000));
  }

  @Test
  void a_short_decimal_means_what_it_would_be_written_as() {
    assertThat(Tlv.read(hex("e4164441aa6666")).getFirst().decimal()).isEqualTo(Value.of(21.3));
  }

  @Test
  void what_is_written_reads_the_same() {
    assertThat(Tlv.read(Tlv.resource(5850, Tlv.truth(true))).getFirst().truth())
        .isEqualTo(Value.of(true));
    for (long number : new long[] {0, -1, 127, 128, -32_768, 70_000, 1L << 40}) {
      assertThat(Tlv.read(Tlv.resource(7, Tlv.integer(number))).getFirst().integer())
          .isEqualTo(Value.of((double) number));
    }
    assertThat(Tlv.read(Tlv.resource(5700, Tlv.decimal(-3.25))).getFirst().decimal())
        .isEqualTo(Value.of(-3.25));
    String longText = "é".repeat(300);
    assertThat(Tlv.read(Tlv.resource(0, Tlv.text(longText))).getFirst().text())
        .isEqualTo(Value.of(longText));
  }

  @ParameterizedTest
  @ValueSource(strings = {"c8", "c80014", "c3033130", "e4164441aa66", "08000880007f00"})
  void what_ends_too_early_is_refused(String hex) {
    assertThatThrownBy(() -> Tlv.read(hex(hex)))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("not valid TLV");
  }

  @Test
  void nothing_is_nested_without_end() {
    byte[] inner = {};
    for (int depth = 0; depth < 10; depth++) {
      byte[] outer = new byte[inner.length + 3];
      outer[0] = (byte) 0x08;
      outer[2] = (byte) inner.length;
      System.arraycopy(inner, 0, outer, 3, inner.length);
      inner = outer;
    }
    byte[] nested = inner;
    assertThatThrownBy(() -> Tlv.read(nested)).isInstanceOf(Invalid.class);
  }

  @Test
  void random_octets_are_read_or_refused_and_nothing_else() {
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    for (int i = 0; i < 20_000; i++) {
      byte[] octets = new byte[random.nextInt(40)];
      random.nextBytes(octets);
      try {
        for (Tlv.Entry entry : Tlv.read(octets)) {
          assertThat(entry.value().length).isLessThanOrEqualTo(octets.length);
        }
      } catch (Invalid refused) {
        assertThat(refused.sentence()).startsWith("It sends");
      }
    }
  }
}
