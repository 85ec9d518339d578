package org.hearthhub.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.hearthhub.problem.Invalid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints as others write and read them: Go's sumdb/note and C2SP's documents. */
class CheckpointTest {
  private static final String PETER =
      "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
  private static final String PETERS_SECRET = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
  private static final String PETERS_TEXT =
      """
      If you think cryptography is the answer to your problem,
      then you don't know what your problem is.
      """;
  private static final String PETERS_SIGNATURE =
      "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=";

  /** What the checksum database of Go's modules signed when it had so many. */
  private static final String SUM_DB_KEY =
      "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";

  private static final String SUM_DB =
      """
      go.sum database tree
      20852163
      CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

      — sum.golang.org Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q\
      1gGzGku9nTo+zyWE+xeMcTOAYQ8=
      """;

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static LogSigner peter() {
    byte[] secret = Base64.getDecoder().decode(PETERS_SECRET);
    return new LogSigner("PeterNeumann", Arrays.copyOfRange(secret, 1, 33));
  }

  @Test
  void keys_and_signatures_are_those_of_the_go_reference_to_the_octet() {
    LogKey key = LogKey.parse(PETER);
    assertThat(key).hasToString(PETER).isEqualTo(peter().key());
    byte[] idAndSignature = Base64.getDecoder().decode(PETERS_SIGNATURE);
    assertThat(key.id()).isEqualTo(Arrays.copyOf(idAndSignature, 4));
    byte[] signature = Arrays.copyOfRange(idAndSignature, 4, idAndSignature.length);
    assertThat(peter().sign(utf8(PETERS_TEXT))).isEqualTo(signature);
    assertThat(key.signed(utf8(PETERS_TEXT), signature)).isTrue();
    assertThat(key.signed(utf8(PETERS_TEXT + "!"), signature)).isFalse();
  }

  @Test
  void a_key_with_any_letter_changed_is_none() {
    for (int i = 0; i < PETER.length(); i++) {
      String changed =
          PETER.substring(0, i) + (char) (PETER.charAt(i) + 1) + PETER.substring(i + 1);
      assertThatThrownBy(() -> LogKey.parse(changed)).as(changed).isInstanceOf(Invalid.class);
      String cut = PETER.substring(0, i);
      assertThatThrownBy(() -> LogKey.parse(cut)).isInstanceOf(Invalid.class);
    }
  }

  @Test
  void a_checkpoint_of_the_public_go_log_is_read_and_its_signature_holds() {
    Checkpoint checkpoint = Checkpoint.parse(SUM_DB);
    assertThat(checkpoint.origin()).isEqualTo("go.sum database tree");
    assertThat(checkpoint.size()).isEqualTo(20_852_163);
    assertThat(checkpoint.root().base64())
        .isEqualTo("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=");
    assertThat(checkpoint.isSignedBy(LogKey.parse(SUM_DB_KEY))).isTrue();
    assertThat(checkpoint.isSignedBy(LogKey.parse(PETER))).isFalse();
    assertThat(
            Checkpoint.parse(SUM_DB.replace("20852163", "20852164"))
                .isSignedBy(LogKey.parse(SUM_DB_KEY)))
        .isFalse();
  }

  @Test
  void our_own_is_read_back_and_a_witness_may_sign_below() {
    LogSigner signer = peter();
    Checkpoint made =
        Checkpoint.signed(
            signer.key(), 0, TreeHash.OF_NOTHING, signer.sign(0, TreeHash.OF_NOTHING));
    assertThat(Checkpoint.parse(made.note())).isEqualTo(made);
    assertThat(made.isSignedBy(signer.key())).isTrue();
    assertThat(made.note())
        .startsWith(
            "PeterNeumann\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n\u2014 Peter");

    Checkpoint witnessed = Checkpoint.parse(made.note() + "\u2014 witness.example AAAAAAAAAAAA\n");
    assertThat(witnessed.isSignedBy(signer.key())).isTrue();
  }

  @Test
  void one_false_signature_of_a_known_key_spoils_the_note() {
    LogSigner signer = peter();
    Checkpoint made =
        Checkpoint.signed(
            signer.key(), 0, TreeHash.OF_NOTHING, signer.sign(0, TreeHash.OF_NOTHING));
    Checkpoint forged =
        Checkpoint.parse(made.note() + "\u2014 PeterNeumann " + PETERS_SIGNATURE + "\n");
    assertThat(forged.isSignedBy(signer.key())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n\n",
        "a\n1\nAAAA\n\n\u2014 a AAAAAAAA\n",
        "a\n01\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n\u2014 a AAAAAAAA\n",
        "a\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n\u2014 a AAAAAAAA\n",
        "a\n9999999999999999999\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n\u2014 a AAAA\n",
        "a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n",
        "a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n- a AAAAAAAA\n",
        "a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n\u2014 a AAAAAAAA",
        "a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n\n\u2014 a AAAAAAAA\n",
        "a\r\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n\u2014 a AAAAAAAA\n"
      })
  void what_is_no_checkpoint_is_refused(String text) {
    assertThatThrownBy(() -> Checkpoint.parse(text))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("not a checkpoint");
  }
}
