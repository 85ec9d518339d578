package org.hearthhub.vault;

import java.util.Arrays;

/** From what a slot opens with to the key that it stands for. */
final class SlotSecret {
  private static final String RECOVERY_CODE = "hearth recovery code";

  private SlotSecret() {}

  /** Tells what cannot be right before anything slow is done. */
  static void check(Unlock unlock) {
    if (unlock instanceof Unlock.RecoveryCode(char[] typed)) {
      RecoveryCode.check(typed);
    }
  }

  static SecretKeyBytes key(Unlock unlock, Fields parameters, DataFolder folder) {
    return switch (unlock) {
      case Unlock.KeyFile(var path) -> KeyFileKey.derive(path, folder, parameters);
      case Unlock.Credential(var path) -> KeyFileKey.deriveCredential(path, folder, parameters);
      case Unlock.Passphrase _, Unlock.RecoveryCode _ -> typed(unlock, parameters);
    };
  }

  /** Of what a person types; it needs no machine. */
  static SecretKeyBytes typed(Unlock unlock, Fields parameters) {
    return switch (unlock) {
      case Unlock.KeyFile _, Unlock.Credential _ ->
          throw new IllegalArgumentException("not what a person types");
      case Unlock.Passphrase(char[] secret) -> PassphraseKey.derive(secret, parameters);
      case Unlock.RecoveryCode(char[] typed) -> {
        byte[] secret = RecoveryCode.secret(typed);
        try {
          yield SaltedKey.derive(secret, parameters, RECOVERY_CODE);
        } finally {
          Arrays.fill(secret, (byte) 0);
        }
      }
    };
  }
}
