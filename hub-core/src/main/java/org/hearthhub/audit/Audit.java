package org.hearthhub.audit;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hearthhub.event.EventBus;
import org.hearthhub.event.HomeEvent;
import org.hearthhub.problem.Broken;
import org.hearthhub.problem.Invalid;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.vault.AuditStore;
import org.hearthhub.vault.Vault;

/**
 * The journal of who did what. Each entry is sealed, and beside it stands the SHA-256 commitment of
 * its salted content (the leaf of an RFC 6962 tree), so that an entry can be erased and the tree
 * still be proven. Thread-safe.
 */
public final class Audit {
  private static final int SALT = 16;
  private static final int ERASED_AT_ONCE = 500;

  private final AuditStore store;
  private final Log log;
  private final EventBus bus;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  public Audit(Vault vault, EventBus bus, InstantSource clock) {
    this.store = vault.audit();
    this.log = new Log(vault);
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
            head -> {
              byte[] salted = concat(salt, EntryForm.write(given(draft, head.size() + 1, now)));
              TreeHash leaf = TreeHash.ofLeaf(salted);
              return new AuditStore.Leaf(leaf.octets(), salted, log.with(head, leaf));
            });
    bus.publish(new HomeEvent.AuditWritten(sequence));
    return given(draft, sequence, now);
  }

  /**
   * Newest first: at most {@code limit} entries with a sequence below {@code before}. Those that
   * were erased or are damaged are left out.
   *
   * @throws org.hearthhub.problem.Locked if the past is locked
   */
  public List<AuditEntry> latest(int limit, long before) {
    store.requireOpen();
    return store.latest(limit, before).stream().flatMap(row -> read(row).stream()).toList();
  }

  /**
   * Empty if there is none of that number, or it was erased.
   *
   * @throws org.hearthhub.problem.Locked if the past is locked
   */
  public Optional<AuditEntry> entry(long sequence) {
    store.requireOpen();
    return store.row(sequence).flatMap(Audit::read);
  }

  /**
   * Takes out for good what is written about a device, so that the commitments alone are left.
   *
   * @return how many entries that were
   * @throws org.hearthhub.problem.Locked if the past is locked
   */
  public long eraseAbout(DeviceId device) {
    long erased = 0;
    for (long before = Long.MAX_VALUE; before > 1; ) {
      List<AuditStore.Row> rows = store.latest(ERASED_AT_ONCE, before);
      store.requireOpen();
      List<Long> about =
          rows.stream()
              .flatMap(row -> read(row).stream())
              .filter(entry -> entry.thing().filter(device::equals).isPresent())
              .map(AuditEntry::sequence)
              .toList();
      if (!about.isEmpty()) {
        store.erase(about);
        erased += about.size();
      }
      before = rows.isEmpty() ? 0 : rows.getLast().sequence();
    }
    return erased;
  }

  /** A signed statement of all entries so far. */
  public Checkpoint checkpoint() {
    return log.checkpoint();
  }

  /** What this home's checkpoints are checked with. */
  public LogKey key() {
    return log.key();
  }

  /**
   * The proof that an entry is in the tree of a size.
   *
   * @throws Invalid if there is no such entry in a tree of that size, or no tree that large
   */
  public InclusionProof inclusion(long sequence, long size) {
    if (sequence < 1 || sequence > size || size > log.head().size()) {
      throw new Invalid(
          "no-such-proof",
          "There is no proof for entry "
              + sequence
              + " of "
              + size
              + ": the journal has "
              + log.head().size()
              + " entries.");
    }
    return log.tree().inclusion(sequence - 1, size);
  }

  /**
   * The proof that the tree of one size only added to that of a smaller one.
   *
   * @throws Invalid if there are no such trees
   */
  public ConsistencyProof consistency(long from, long to) {
    if (from < 0 || from > to || to > log.head().size()) {
      throw new Invalid(
          "no-such-proof",
          "There is no proof from "
              + from
              + " to "
              + to
              + ": the journal has "
              + log.head().size()
              + " entries.");
    }
    return log.tree().consistency(from, to);
  }

  /** Reads all entries and holds them against what was committed to and signed. */
  public AuditReport verify() {
    return verify(List.of());
  }

  /**
   * Reads all entries and holds them against what was committed to and signed.
   *
   * @param held checkpoints that were kept elsewhere
   */
  public AuditReport verify(List<Checkpoint> held) {
    AuditCheck check = new AuditCheck(held);
    log.found().forEach(check::found);
    store.readAll(check::head, check::row);
    return check.report(Optional.of(log.key()));
  }

  /** As {@link #verify()}, of a vault that no hub has; empty if it has no journal yet. */
  public static Optional<AuditReport> verify(Vault vault) {
    return Log.key(vault)
        .map(
            key -> {
              AuditCheck check = new AuditCheck(List.of());
              Log.found(vault).forEach(check::found);
              vault.audit().readAll(check::head, check::row);
              return check.report(Optional.of(key));
            });
  }

  /**
   * Holds a {@code home.db} that no hub has open against checkpoints, without any secret: what the
   * entries say stays sealed.
   *
   * @param key what the checkpoints have to be signed with; without it nobody's signature is
   *     checked
   */
  public static AuditReport compare(Path homeFile, List<Checkpoint> held, Optional<LogKey> key) {
    AuditCheck check = new AuditCheck(held);
    AuditStore.readCommitments(
        homeFile, check::head, row -> check.sealedRow(row.sequence(), row.octets()));
    return check.report(key);
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
              if (!isAsCommitted(row.sequence(), row.commitment(), salted)) {
                throw notAsCommitted(row.sequence());
              }
              return entry(salted);
            });
  }

  private static AuditEntry entry(byte[] salted) {
    return EntryForm.read(Arrays.copyOfRange(salted, SALT, salted.length));
  }

  static boolean isAsCommitted(long sequence, byte[] commitment, byte[] salted) {
    return salted.length >= SALT
        && Arrays.equals(TreeHash.ofLeaf(salted).octets(), commitment)
        && entry(salted).sequence() == sequence;
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

  private static byte[] concat(byte[] salt, byte[] entry) {
    byte[] both = Arrays.copyOf(salt, salt.length + entry.length);
    System.arraycopy(entry, 0, both, salt.length, entry.length);
    return both;
  }
}
