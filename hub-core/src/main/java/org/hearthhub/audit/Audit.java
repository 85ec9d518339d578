package org.hearthhub.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hearthhub.event.EventBus;
import org.hearthhub.event.HomeEvent;
import org.hearthhub.problem.Broken;
import org.hearthhub.vault.AuditStore;
import org.hearthhub.vault.Vault;

/**
 * The journal of who did what. Each entry is sealed, and beside it stands the SHA-256 commitment of
 * its salted content (the leaf of an RFC 6962 tree), so that an entry can be erased and the tree
 * still be proven. Thread-safe.
 */
public final class Audit {
  private static final int SALT = 16;

  private final AuditStore store;
  private final EventBus bus;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  public Audit(Vault vault, EventBus bus, InstantSource clock) {
    this.store = vault.audit();
    this.bus = bus;
    this.clock = clock;
  }

  /**
   * Writes an entry, durable when this returns, and publishes {@code AuditWritten}.
   *
   * @return the entry with the sequence and time it was given
   */
  public AuditEntry write(AuditEntry draft) {
    Instant now = clock.instant();
    byte[] salt = new byte[SALT];
    random.nextBytes(salt);
    long sequence =
        store.append(
            next -> {
              byte[] salted = concat(salt, EntryForm.write(given(draft, next, now)));
              return new AuditStore.Leaf(commitment(salted), salted);
            });
    bus.publish(new HomeEvent.AuditWritten(sequence));
    return given(draft, sequence, now);
  }

  /** Newest first: at most {@code limit} entries with a sequence below {@code before}. */
  public List<AuditEntry> latest(int limit, long before) {
    return store.latest(limit, before).stream().flatMap(row -> read(row).stream()).toList();
  }

  /** Empty if there is none of that number, or it was erased. */
  public Optional<AuditEntry> entry(long sequence) {
    return store.row(sequence).flatMap(Audit::read);
  }

  private static AuditEntry given(AuditEntry draft, long sequence, Instant time) {
    return new AuditEntry(
        sequence,
        time,
        draft.actor(),
        draft.actorName(),
        draft.action(),
        draft.thing(),
        draft.thingTitle(),
        draft.name(),
        draft.oldValue(),
        draft.newValue(),
        draft.outcome(),
        draft.reason());
  }

  private static Optional<AuditEntry> read(AuditStore.Row row) {
    return row.entry()
        .map(
            salted -> {
              if (salted.length < SALT
                  || !MessageDigest.isEqual(commitment(salted), row.commitment())) {
                throw notAsCommitted(row.sequence());
              }
              AuditEntry entry = EntryForm.read(Arrays.copyOfRange(salted, SALT, salted.length));
              if (entry.sequence() != row.sequence()) {
                throw notAsCommitted(row.sequence());
              }
              return entry;
            });
  }

  private static Broken notAsCommitted(long sequence) {
    return new Broken(
        "audit-changed",
        "Audit entry "
            + sequence
            + " is not what was committed to when it was written: home.db was changed by something"
            + " other than Hearth. Keep a copy of the folder as it is.",
        null);
  }

  /** The leaf hash of RFC 6962 section 2.1; what is hashed begins with the entry's salt. */
  private static byte[] commitment(byte[] salted) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update((byte) 0);
      return sha256.digest(salted);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] concat(byte[] salt, byte[] entry) {
    byte[] both = Arrays.copyOf(salt, salt.length + entry.length);
    System.arraycopy(entry, 0, both, salt.length, entry.length);
    return both;
  }
}
