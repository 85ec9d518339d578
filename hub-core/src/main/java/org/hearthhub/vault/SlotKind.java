package org.hearthhub.vault;

import java.security.SecureRandom;

/** The kinds of key slots and what their parameters are; numbers are for ever. */
public enum SlotKind {
  /** A secret that a person knows, made slow to guess by Argon2id. */
  PASSPHRASE(1, true) {
    @Override
    Fields.Writer parameters(SecureRandom random) {
      return PassphraseKey.parameters(random);
    }
  },
  /** A file of random bytes outside the data folder. */
  KEY_FILE(2, false) {
    @Override
    Fields.Writer parameters(SecureRandom random) {
      return SaltedKey.parameters(random);
    }
  },
  /** 140 random bits that a person keeps on paper. */
  RECOVERY_CODE(3, true) {
    @Override
    Fields.Writer parameters(SecureRandom random) {
      return SaltedKey.parameters(random);
    }
  },
  /** A credential that systemd hands to the service when it starts. */
  CREDENTIAL(4, false) {
    @Override
    Fields.Writer parameters(SecureRandom random) {
      return SaltedKey.parameters(random);
    }
  };

  private final int number;
  private final boolean human;

  SlotKind(int number, boolean human) {
    this.number = number;
    this.human = human;
  }

  int number() {
    return number;
  }

  /** Whether a person types it, rather than the machine having it at hand. */
  public boolean isHuman() {
    return human;
  }

  /** Fresh ones for a new slot: a salt, and what it costs to open. */
  abstract Fields.Writer parameters(SecureRandom random);

  static SlotKind of(long number) {
    for (SlotKind kind : values()) {
      if (kind.number == number) {
        return kind;
      }
    }
    throw ByteSource.malformed();
  }

  static SlotKind of(Unlock unlock) {
    return switch (unlock) {
      case Unlock.Passphrase _ -> PASSPHRASE;
      case Unlock.KeyFile _ -> KEY_FILE;
      case Unlock.RecoveryCode _ -> RECOVERY_CODE;
      case Unlock.Credential _ -> CREDENTIAL;
    };
  }
}
