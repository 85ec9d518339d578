package org.hearthhub.vault;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Seals and opens what stands in {@code history.db}. A blob that no longer opens is noticed and
 * counted; one whose data key was destroyed is passed over in silence. Thread-safe.
 */
final class PastBlobs {
  private final Aead aead;
  private final DataKeys dataKeys;
  private final StoreNotices notices;
  private final AtomicLong damaged = new AtomicLong();

  PastBlobs(Aead aead, DataKeys dataKeys, StoreNotices notices) {
    this.aead = aead;
    this.dataKeys = dataKeys;
    this.notices = notices;
  }

  SealedBytes seal(DataKeyId key, Binding place, byte[] plain) {
    return aead.seal(
        dataKeys
            .key(key)
            .orElseThrow(() -> new IllegalStateException("a data key in use was destroyed")),
        place,
        plain);
  }

  boolean hasKey(DataKeyId key) {
    return dataKeys.key(key).isPresent();
  }

  Optional<byte[]> open(DataKeyId key, Binding place, SealedBytes sealed) {
    Optional<SecretKeyBytes> secret = dataKeys.key(key);
    if (secret.isEmpty()) {
      return Optional.empty();
    }
    Optional<byte[]> plain = aead.open(secret.get(), place, sealed);
    if (plain.isEmpty()) {
      damaged.incrementAndGet();
      notices.blobDamaged(place);
    }
    return plain;
  }

  long damaged() {
    return damaged.get();
  }
}
