package org.hearthhub.vault;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Seals and opens what stands in {@code history.db}. A blob that no longer opens is noticed and
 * counted; one whose data key was destroyed is passed over in silence. Thread-safe.
 */
final class PastBlobs {
  private final Aead aead;
  private final DataKeys dataKeys;
  private final StoreNotices notices;

  /** Rows, however often and by whomever they were read. */
  private final Set<Place> damaged = ConcurrentHashMap.newKeySet();

  private record Place(Binding.Table table, String row) {}

  PastBlobs(Aead aead, DataKeys dataKeys, StoreNotices notices) {
    this.aead = aead;
    this.dataKeys = dataKeys;
    this.notices = notices;
  }

  SealedBytes seal(DataKeyId key, Binding place, byte[] plain) {
    return aead.seal(dataKeys.key(key).orElseThrow(KeyGone::new), place, plain);
  }

  /**
   * Whether what the key sealed can be read; if not it was destroyed.
   *
   * @throws org.hearthhub.problem.Locked if the past is locked
   */
  boolean hasKey(DataKeyId key) {
    if (dataKeys.isLocked(key)) {
      throw KeyRing.locked();
    }
    return dataKeys.key(key).isPresent();
  }

  Set<DataKeyId> keysMadeLocked() {
    return dataKeys.madeLocked();
  }

  /**
   * @throws org.hearthhub.problem.Locked if the past is locked, or is being locked
   */
  Optional<byte[]> open(DataKeyId key, Binding place, SealedBytes sealed) {
    if (!hasKey(key)) {
      return Optional.empty();
    }
    Optional<byte[]> plain;
    try {
      plain = aead.open(dataKeys.key(key).orElseThrow(KeyGone::new), place, sealed);
    } catch (KeyGone lockedOrErasedMeanwhile) {
      if (dataKeys.isLocked(key)) {
        throw KeyRing.locked();
      }
      return Optional.empty();
    }
    if (plain.isEmpty() && damaged.add(new Place(place.table(), Arrays.toString(place.row())))) {
      notices.blobDamaged(place);
    }
    return plain;
  }

  long damaged() {
    return damaged.size();
  }
}
