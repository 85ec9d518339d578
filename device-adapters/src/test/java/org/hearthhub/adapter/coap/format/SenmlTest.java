package org.hearthhub.adapter.coap.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.TooMuch;
import org.hearthhub.thing.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SenmlTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private static List<SenmlRecord> json(String pack) {
    return Senml.read(pack.getBytes(UTF_8), ContentFormat.SENML_JSON, NOW);
  }

  /** RFC 8428 section 5.1.3. */
  @Test
  void the_records_of_the_standard_resolve_as_it_says() {
    List<SenmlRecord> records =
        json(
            """
            [{"bn":"urn:dev:ow:10e2073a0108006:","bt":1.276020076001e+09,"bu":"A","bver":5,
              "n":"voltage","u":"V","v":120.1},
             {"n":"current","t":-5,"v":1.2},{"n":"current","t":0,"v":1.7}]
            """);

    assertThat(records)
        .extracting(SenmlRecord::name)
        .containsExactly(
            "urn:dev:ow:10e2073a0108006:voltage",
            "urn:dev:ow:10e2073a0108006:current",
            "urn:dev:ow:10e2073a0108006:current");
    assertThat(records.get(0).unit()).contains("V");
    assertThat(records.get(1).unit()).contains("A");
    assertThat(records.get(1).time()).contains(Instant.ofEpochMilli(1_276_020_071_001L));
    assertThat(records.get(2).time()).contains(Instant.ofEpochMilli(1_276_020_076_001L));
    assertThat(records.get(2).value()).contains(Value.of(1.7));
  }

  /** RFC 8428 section 6, the example in CBOR. */
  @Test
  void the_binary_example_of_the_standard_is_read() {
    byte[] pack =
        HexFormat.of()
            .parseHex(
                "87a721781b75726e3a6465763a6f773a3130653230373361303130383030363a"
                    + "22fb41d303a15b00106223614120050067766f6c7461676501615602fb405e066666666666"
                    + "a3006763757272656e74062402fb3ff3333333333333"
                    + "a3006763757272656e74062302fb3ff4cccccccccccd"
                    + "a3006763757272656e74062202fb3ff6666666666666"
                    + "a3006763757272656e74062102f93e00"
                    + "a3006763757272656e74062002fb3ff999999999999a"
                    + "a3006763757272656e74060002fb3ffb333333333333");

    List<SenmlRecord> records = Senml.read(pack, ContentFormat.SENML_CBOR, NOW);

    assertThat(records).hasSize(7);
    assertThat(records.get(0).value()).contains(Value.of(120.1));
    assertThat(records.get(4).value()).contains(Value.of(1.5));
    assertThat(records.get(6).time()).contains(Instant.ofEpochMilli(1_276_020_076_001L));
  }

  @Test
  void base_values_sums_and_relative_times_are_added_up() {
    List<SenmlRecord> records =
        json(
            "[{\"bn\":\"m/\",\"bv\":20,\"bs\":100},{\"n\":\"t\",\"v\":1.5,\"t\":-60},{\"n\":\"e\",\"s\":5}]");

    assertThat(records.get(0).value()).contains(Value.of(21.5));
    assertThat(records.get(0).time()).contains(NOW.minusSeconds(60));
    assertThat(records.get(1).sum()).contains(105.0);
    assertThat(records.get(1).held()).contains(Value.of(105));
    assertThat(records.get(1).time()).isEmpty();
  }

  @Test
  void decimal_fractions_texts_and_bytes_are_values_too() {
    byte[] fraction = HexFormat.of().parseHex("81a200616102c482211904d2"); // 12.34
    byte[] bytes = HexFormat.of().parseHex("81a20061610843010203");

    assertThat(Senml.read(fraction, ContentFormat.SENML_CBOR, NOW).getFirst().value())
        .contains(Value.of(12.34));
    assertThat(Senml.read(bytes, ContentFormat.SENML_CBOR, NOW).getFirst().value())
        .contains(Value.of("AQID"));
    assertThat(json("[{\"n\":\"a\",\"vs\":\"on\"}]").getFirst().value()).contains(Value.of("on"));
  }

  @Test
  void unknown_fields_are_passed_over() {
    assertThat(json("[{\"n\":\"a\",\"v\":1,\"x\":{\"y\":[1,2]}}]")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[",
        "[1]",
        "[{]",
        "[{\"n\":\"a\"}]",
        "[{\"n\":\"a\",\"v\":\"1\"}]",
        "[{\"n\":\"a\",\"v\":1,\"vs\":\"x\"}]",
        "[{\"n\":\"a\",\"v\":1,\"v\":2}]",
        "[{\"n\":\"a b\",\"v\":1}]",
        "[{\"n\":\"a\",\"v\":1e999}]",
        "[{\"n\":\"a\",\"v\":1,\"q_\":1}]",
        "[{\"bver\":11,\"n\":\"a\",\"v\":1}]",
        "[{\"n\":\"a\",\"v\":1,\"t\":1e300}]",
        "[{\"n\":\"a\",\"v\":1}] x",
        "[{\"n\":\"a\",\"v\":NaN}]",
        "[{\"n\":1,\"v\":1}]",
        "[{\"n\":\"a\",\"vb\":1}]"
      })
  void what_is_not_senml_says_so(String pack) {
    assertThatThrownBy(() -> json(pack))
        .isInstanceOf(Invalid.class)
        .hasMessageStartingWith("It sends data that is not valid SenML: ");
  }

  @Test
  void too_many_records_are_too_much() {
    String pack = "[" + "{\"n\":\"a\",\"v\":1},".repeat(300) + "{\"n\":\"a\",\"v\":1}]";

    assertThatThrownBy(() -> json(pack)).isInstanceOf(TooMuch.class);
  }

  @Test
  void what_is_written_is_read_again() {
    List<SenmlRecord> records =
        List.of(
            SenmlRecord.of("lamp/on", Value.of(true)),
            SenmlRecord.of("lamp/level", Value.of(40.5)).in("%").at(NOW),
            SenmlRecord.of("lamp/mood", Value.of("dim")));
    for (int format : new int[] {ContentFormat.SENML_JSON, ContentFormat.SENML_CBOR}) {
      assertThat(Senml.read(SenmlWriter.write(records, format), format, NOW)).isEqualTo(records);
    }
  }
}
