package org.hearthhub.web.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.Refused;
import org.hearthhub.problem.TooMuch;
import org.hearthhub.vault.Unlock;
import org.hearthhub.vault.Vault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnlockTriesTest {
  private static final String HERE = "192.168.1.7";

  @TempDir Path temp;
  private final UnlockTries tries =
      new UnlockTries(InstantSource.fixed(Instant.parse("2026-03-01T00:00:00Z")));

  @BeforeEach
  void a_home() {
    Vault.create(temp.resolve("data"), new Unlock.KeyFile(temp.resolve("key"))).close();
  }

  private void attempt(Unlock secret) {
    tries.attempt(HERE, secret, () -> Vault.open(temp.resolve("data"), secret).close());
  }

  @Test
  void a_mistyped_code_in_between_forgives_no_wrong_guess() {
    List<Class<?>> answers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      assertThatThrownBy(() -> attempt(new Unlock.RecoveryCode("nonsense".toCharArray())))
          .isInstanceOf(Invalid.class);
      try {
        attempt(new Unlock.Passphrase("wrong horse".toCharArray()));
      } catch (Refused | TooMuch answer) {
        answers.add(answer.getClass());
      }
    }
    assertThat(answers.subList(0, 5)).containsOnly(Refused.class);
    assertThat(answers.subList(5, 8)).containsOnly(TooMuch.class);
  }
}
