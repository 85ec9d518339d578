package org.hearthhub.adapter.coap.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.hearthhub.problem.Problem;
import org.junit.jupiter.api.Test;

/** Whatever bytes come, there is a value or a Problem with a sentence, never another failure. */
class StrangersBytesTest {
  private static final int ROUNDS = 10_000;
  private static final List<byte[]> SEEDS =
      List.of(
          "[{\"bn\":\"a/\",\"n\":\"t\",\"u\":\"Cel\",\"v\":21.5,\"t\":-5},{\"n\":\"s\",\"vs\":\"x\"}]"
              .getBytes(UTF_8),
          "</a>;rt=\"x y\";obs;ct=50,</b>;title=\"z\"".getBytes(UTF_8),
          "{\"a\":[1,2,{\"b\":null}],\"c\":1e3}".getBytes(UTF_8),
          "21.5 °C".getBytes(UTF_8),
          HexFormat.of()
              .parseHex(
                  "82a42162612f006174016343656c02fb403580000000000"
                      + "0a200617303617 8".replace(" ", "")),
          HexFormat.of().parseHex("81a200616102c482211904d2"),
          HexFormat.of().parseHex("bf6161c11a514b67b0ff"));

  private final Random random = new Random(20_261_122);

  private byte[] next() {
    byte[] seed = SEEDS.get(random.nextInt(SEEDS.size()));
    int length = random.nextInt(8) == 0 ? random.nextInt(64) : seed.length;
    byte[] bytes = java.util.Arrays.copyOf(seed, length);
    int changes = random.nextInt(6);
    for (int i = 0; i < changes && length > 0; i++) {
      bytes[random.nextInt(length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private int understood(Consumer<byte[]> decoder) {
    int understood = 0;
    for (int i = 0; i < ROUNDS; i++) {
      byte[] bytes = next();
      try {
        decoder.accept(bytes);
        understood++;
      } catch (Problem problem) {
        assertThat(problem.sentence()).startsWith("It sends");
      } catch (RuntimeException | StackOverflowError other) {
        throw new AssertionError(HexFormat.of().formatHex(bytes), other);
      }
    }
    return understood;
  }

  @Test
  void senml() {
    assertThat(understood(b -> Senml.read(b, ContentFormat.SENML_JSON, Instant.EPOCH)))
        .isBetween(1, ROUNDS - 1);
    assertThat(understood(b -> Senml.read(b, ContentFormat.SENML_CBOR, Instant.EPOCH)))
        .isBetween(1, ROUNDS - 1);
  }

  @Test
  void link_format() {
    assertThat(understood(LinkFormat::read)).isBetween(1, ROUNDS - 1);
  }

  @Test
  void json_cbor_and_text() {
    for (int format : new int[] {ContentFormat.JSON, ContentFormat.CBOR, ContentFormat.TEXT}) {
      assertThat(understood(b -> Values.read(new Payload(format, b)))).isBetween(1, ROUNDS - 1);
    }
  }

  @Test
  void deep_and_long_documents_are_refused_quickly() {
    for (String deep : List.of("[".repeat(100_000), "{\"a\":".repeat(50_000))) {
      assertThat(understoodOnce(deep.getBytes(UTF_8), ContentFormat.JSON)).isFalse();
      assertThat(understoodOnce(deep.getBytes(UTF_8), ContentFormat.SENML_JSON)).isFalse();
    }
    byte[] deepCbor = new byte[100_000];
    java.util.Arrays.fill(deepCbor, (byte) 0x81);
    assertThat(understoodOnce(deepCbor, ContentFormat.CBOR)).isFalse();
    byte[] endlessText = HexFormat.of().parseHex("5bffffffffffffffff");
    assertThat(understoodOnce(endlessText, ContentFormat.CBOR)).isFalse();
    byte[] hugeExponent = HexFormat.of().parseHex("81a200616102c4821a7fffffff01");
    assertThat(understoodOnce(hugeExponent, ContentFormat.SENML_CBOR)).isFalse();
  }

  private static boolean understoodOnce(byte[] bytes, int format) {
    try {
      if (ContentFormat.isSenml(format)) {
        Senml.read(bytes, format, Instant.EPOCH);
      } else {
        Values.read(new Payload(format, bytes));
      }
      return true;
    } catch (Problem refused) {
      return false;
    }
  }
}
