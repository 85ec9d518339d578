package org.hearthhub.vault;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hearthhub.vault.Binding.Table;

/**
 * Who can open a backup: each passphrase and each recovery code, and nothing that stays on the
 * machine. Every slot has an X25519 pair whose private half its secret unwraps; a backup's key is
 * sealed by HPKE to the public half, so it needs no secret at hand, and the wrap goes into the
 * backup's header byte for byte as it stands in {@code home.db} and was proven there. Thread-safe.
 */
public final class BackupKeys {
  static final int SLOT = 1;
  static final int KIND = 2;
  static final int PARAMETERS = 3;
  static final int WRAP = 4;
  static final int KEY = 5;

  private final HomeFile home;
  private final Aead aead;
  private final Hpke hpke;
  private final KeyRing keys;
  private final byte[] vaultId;

  BackupKeys(HomeFile home, Aead aead, Hpke hpke, KeyRing keys, byte[] vaultId) {
    this.home = home;
    this.aead = aead;
    this.hpke = hpke;
    this.keys = keys;
    this.vaultId = vaultId.clone();
  }

  /** Random, and the same in every backup of this home. */
  public byte[] vaultId() {
    return vaultId.clone();
  }

  /** How many secrets that a person can type open a backup made now. */
  public int secrets() {
    return home.read(this::slots).size();
  }

  private List<SlotRow> slots(Sqlite db) {
    return SlotRow.all(db).stream()
        .filter(slot -> slot.kind().isHuman() && slot.hasPair())
        // A damaged one keeps nobody from making a backup that the others open; see SlotDamage.
        .filter(slot -> slot.openPublicKey(aead, keys).isPresent())
        .toList();
  }

  /**
   * Seals the key of a container to every secret that a person can type: of the moment of a
   * snapshot, so that what opens the container opens the store in it.
   *
   * @param key 32 octets; not changed
   * @param container 16 random octets that name it
   * @return for its header, one for each secret
   */
  public List<byte[]> seal(byte[] key, byte[] container, Snapshot snapshot) {
    return seal(key, container, snapshot.readHome(this::slots));
  }

  /** As {@link #seal(byte[], byte[], Snapshot)}, to the secrets of now. */
  public List<byte[]> seal(byte[] key, byte[] container) {
    return seal(key, container, home.read(this::slots));
  }

  private List<byte[]> seal(byte[] key, byte[] container, List<SlotRow> slots) {
    SecretKeyBytes secret = new SecretKeyBytes(key.clone());
    try {
      List<byte[]> recipients = new ArrayList<>();
      for (SlotRow slot : slots) {
        recipients.add(
            Fields.write()
                .number(SLOT, slot.id())
                .number(KIND, slot.kind().number())
                .bytes(PARAMETERS, slot.parameters())
                .bytes(WRAP, slot.privateKey().octets())
                .bytes(
                    KEY,
                    hpke.seal(
                            slot.publicKey(aead, keys),
                            place(slot.id(), slot.kind(), container),
                            secret)
                        .octets())
                .toBytes());
      }
      return recipients;
    } finally {
      secret.destroy();
    }
  }

  /**
   * Keeps the key of a container so that only the opened past can use it: for a backup that was
   * made while the past was locked and is looked into once it is not.
   */
  public byte[] keepForPast(byte[] key) {
    KeyRing.Recipient past = keys.past();
    SecretKeyBytes secret = new SecretKeyBytes(key.clone());
    try {
      return Fields.write()
          .number(SLOT, past.tierKey())
          .bytes(KEY, hpke.seal(past.publicKey(), kept(past.tierKey()), secret).octets())
          .toBytes();
    } finally {
      secret.destroy();
    }
  }

  /** What was kept; empty if the past is locked, or its keys were made anew meanwhile. */
  public Optional<byte[]> ofPast(byte[] kept) {
    Fields fields = Fields.parse(kept);
    long tierKey = fields.number(SLOT).orElseThrow(ByteSource::malformed);
    SealedBytes sealed = new SealedBytes(fields.bytes(KEY).orElseThrow(ByteSource::malformed));
    Optional<SecretKeyBytes> pair = home.read(db -> keys.pastPrivateKey(db, tierKey));
    Optional<SecretKeyBytes> opened =
        pair.flatMap(secret -> hpke.open(secret, kept(tierKey), sealed));
    pair.ifPresent(SecretKeyBytes::destroy);
    return opened.map(BackupKeys::takeOut);
  }

  private static Binding kept(long tierKey) {
    return new Binding(Table.BACKUP_KEY, tierKey);
  }

  static byte[] takeOut(SecretKeyBytes key) {
    byte[] octets = key.getEncoded();
    key.destroy();
    return octets;
  }

  static Binding place(long slot, SlotKind kind, byte[] container) {
    ByteSource id = new ByteSource(Arrays.copyOf(container, 16));
    return new Binding(Table.BACKUP_KEY, slot, kind.number(), id.fixed(), id.fixed());
  }
}
