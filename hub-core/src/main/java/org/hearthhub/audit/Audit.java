package org.hearthhub.audit;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.hearthhub.event.EventBus;
import org.hearthhub.vault.Vault;

/**
 * The journal of who did what. Each entry is sealed, and beside it stands the SHA-256 commitment of
 * its salted content (the leaf of an RFC 6962 tree), so that an entry can be erased and the tree
 * still be proven. Thread-safe.
 */
public final class Audit {
  public Audit(Vault vault, EventBus bus, InstantSource clock) {
    throw new UnsupportedOperationException();
  }

  /** Writes an entry, durable when this returns, and publishes {@code AuditWritten}. */
  public AuditEntry write(AuditEntry draft) {
    throw new UnsupportedOperationException();
  }

  /** Newest first: at most {@code limit} entries with a sequence below {@code before}. */
  public List<AuditEntry> latest(int limit, long before) {
    throw new UnsupportedOperationException();
  }

  public Optional<AuditEntry> entry(long sequence) {
    throw new UnsupportedOperationException();
  }
}
