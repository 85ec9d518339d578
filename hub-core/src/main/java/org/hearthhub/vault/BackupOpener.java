package org.hearthhub.vault;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Opens the keys of containers with what a person typed, on any machine and without the store. What
 * a passphrase stands for is computed once for all containers that ask the same of it. Closing
 * wipes it and what was typed. Not thread-safe.
 */
public final class BackupOpener implements AutoCloseable {
  private final Unlock secret;
  private final SlotKind kind;
  private final Map<String, SecretKeyBytes> slotKeys = new LinkedHashMap<>();

  /**
   * @param secret a passphrase or a recovery code; wiped when this is closed
   * @throws org.hearthhub.problem.Invalid if a recovery code was mistyped
   */
  public BackupOpener(Unlock secret) {
    SlotSecret.check(secret);
    this.secret = secret;
    this.kind = SlotKind.of(secret);
  }

  /**
   * @param recipients of the container's header
   * @return 32 octets, to be wiped by the caller; empty if the secret does not open this one
   */
  public Optional<byte[]> open(byte[] vaultId, byte[] container, List<byte[]> recipients) {
    if (!kind.isHuman()) {
      return Optional.empty();
    }
    List<Fields> candidates = new ArrayList<>();
    for (byte[] each : recipients) {
      Fields recipient = Fields.parse(each);
      if (recipient.number(BackupKeys.KIND).orElse(0L) == kind.number()) {
        candidates.add(recipient);
      }
    }
    return candidates.stream()
        .flatMap(recipient -> open(vaultId, container, recipient).stream())
        .findFirst();
  }

  private Optional<byte[]> open(byte[] vaultId, byte[] container, Fields recipient) {
    long slot = recipient.number(BackupKeys.SLOT).orElseThrow(ByteSource::malformed);
    SealedBytes wrap = new SealedBytes(octets(recipient, BackupKeys.WRAP));
    SealedBytes key = new SealedBytes(octets(recipient, BackupKeys.KEY));
    Optional<SecretKeyBytes> own =
        new Aead(vaultId, new SecureRandom())
            .open(
                slotKey(octets(recipient, BackupKeys.PARAMETERS)),
                SlotRow.privatePlace(slot, kind),
                wrap)
            .map(SecretKeyBytes::new);
    Optional<SecretKeyBytes> opened =
        own.flatMap(
            privateKey ->
                new Hpke(vaultId).open(privateKey, BackupKeys.place(slot, kind, container), key));
    own.ifPresent(SecretKeyBytes::destroy);
    return opened.map(BackupKeys::takeOut);
  }

  private SecretKeyBytes slotKey(byte[] parameters) {
    return slotKeys.computeIfAbsent(
        HexFormat.of().formatHex(parameters),
        ignored -> SlotSecret.typed(secret, Fields.parse(parameters)));
  }

  private static byte[] octets(Fields recipient, int field) {
    return recipient.bytes(field).orElseThrow(ByteSource::malformed);
  }

  /** The same secret, to open the store with that was restored; to be wiped by the caller. */
  public Unlock secret() {
    return switch (secret) {
      case Unlock.Passphrase(char[] typed) -> new Unlock.Passphrase(typed.clone());
      case Unlock.RecoveryCode(char[] typed) -> new Unlock.RecoveryCode(typed.clone());
      case Unlock.KeyFile _, Unlock.Credential _ -> secret;
    };
  }

  @Override
  public void close() {
    slotKeys.values().forEach(SecretKeyBytes::destroy);
    slotKeys.clear();
    Unlock.wipe(secret);
  }
}
