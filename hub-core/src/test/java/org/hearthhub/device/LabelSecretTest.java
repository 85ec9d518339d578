package org.hearthhub.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.hearthhub.problem.Invalid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelSecretTest {
  private static final String HEX = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";

  @Test
  void hexadecimal_is_the_octets_it_names_before_it_is_a_text() {
    LabelSecret secret = LabelSecret.parse(" 0F1E-2D3C-4B5A-6978 8796:A5B4:C3D2:E1F0\n");

    assertThat(secret.keys().getFirst()).isEqualTo(key(HexFormat.of().parseHex(HEX)));
    assertThat(secret.bits()).isEqualTo(128);
  }

  @Test
  void base64_and_text_are_both_tried() {
    LabelSecret secret = LabelSecret.parse("Dx4tPEtaaXiHlqW0w9Lh8A==");

    assertThat(secret.keys())
        .containsExactly(
            key(HexFormat.of().parseHex(HEX)),
            key("Dx4tPEtaaXiHlqW0w9Lh8A==".getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0f1e2d3c4b5a6978", // 64 bits
        "00000000000000000000000000000000",
        "abababababababababababababababab",
        "12345678901234567890",
        "MyLampSecret16bb"
      })
  void what_can_be_guessed_is_refused_and_says_why(String weak) {
    assertThatThrownBy(() -> LabelSecret.parse(weak).require(LabelSecret.STRONG))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("could guess")
        .hasMessageNotContaining(weak);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        HEX,
        "Dx4tPEtaaXiHlqW0w9Lh8A==",
        "k3Jx-92mQ/aZ!r7Lw_v8Tn0",
        "7Hq2ZpX9aLm4VtK8sRw1Bd"
      })
  void what_cannot_is_taken(String strong) {
    LabelSecret.parse(strong).require(LabelSecret.STRONG);
  }

  @Test
  void it_shows_itself_to_nobody() {
    LabelSecret secret = LabelSecret.parse(HEX);

    assertThat(secret + " " + secret.keys()).doesNotContainIgnoringCase("0f1e2d");
  }

  private static PreSharedKey key(byte[] octets) {
    return new PreSharedKey(octets);
  }
}
