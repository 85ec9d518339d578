package org.hearthhub.vault;

import java.security.SecureRandom;

/** The kinds of key slots and what their parameters are; numbers are for ever. */
enum SlotKind {
  PASSPHRASE(1) {
    @Override
    Fields.Writer parameters(SecureRandom random) {
      return PassphraseKey.parameters(random);
    }
  },
  KEY_FILE(2) {
    @Override
    Fields.Writer parameters(SecureRandom random) {
      return KeyFileKey.parameters(random);
    }
  };

  private final int number;

  SlotKind(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  /** Fresh ones for a new slot: a salt, and what it costs to open. */
  abstract Fields.Writer parameters(SecureRandom random);

  static SlotKind of(Unlock unlock) {
    return switch (unlock) {
      case Unlock.Passphrase passphrase -> PASSPHRASE;
      case Unlock.KeyFile keyFile -> KEY_FILE;
    };
  }
}
