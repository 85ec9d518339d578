package org.hearthhub.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.hearthhub.problem.Broken;
import org.junit.jupiter.api.Test;

final class PasswordHashTest {
  private final SecureRandom random = new SecureRandom();

  @Test
  void it_matches_its_password_and_no_other() {
    PasswordHash hash = PasswordHash.of("correct horse".toCharArray(), random);

    assertThat(hash.matches("correct horse".toCharArray())).isTrue();
    assertThat(hash.matches("correct horsf".toCharArray())).isFalse();
    assertThat(hash.isOutdated()).isFalse();
  }

  @Test
  void it_comes_back_from_its_text() {
    PasswordHash hash = PasswordHash.of("correct horse".toCharArray(), random);

    assertThat(hash.text()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(PasswordHash.parse(hash.text()).matches("correct horse".toCharArray())).isTrue();
  }

  @Test
  void it_agrees_with_the_reference_implementation() {
    // Made with argon2-cffi, which is built on the reference implementation.
    PasswordHash theirs =
        PasswordHash.parse(
            "$argon2id$v=19$m=1024,t=2,p=1$c29tZXNhbHRzb21lc2FsdA"
                + "$Sh7lWJlsqzY+V/pMC08uTFPtSyiniyFqjg0J1l5f8C0");

    assertThat(theirs.matches("Müslibär".toCharArray())).isTrue();
    assertThat(theirs.isOutdated()).isTrue();
  }

  @Test
  void one_letter_typed_in_two_forms_is_one_password() {
    PasswordHash hash = PasswordHash.of("Müslibär".toCharArray(), random);

    assertThat(hash.matches("Mu\u0308sliba\u0308r".toCharArray())).isTrue();
  }

  @Test
  void nobody_has_a_hash_that_no_password_matches() {
    assertThat(PasswordHash.ofNobody(random).matches(new char[0])).isFalse();
  }

  @Test
  void damaged_text_is_noticed() {
    assertThatThrownBy(() -> PasswordHash.parse("$argon2id$")).isInstanceOf(Broken.class);
  }
}
