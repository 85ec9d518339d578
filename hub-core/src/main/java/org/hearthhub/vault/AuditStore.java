package org.hearthhub.vault;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hearthhub.problem.NotFound;
import org.hearthhub.vault.Binding.Table;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows of the audit journal in {@code home.db}: numbered 1, 2, 3 without a gap, each with its
 * commitment in clear and its entry sealed; and the head of the tree over the commitments. For the
 * audit room. Thread-safe.
 */
public final class AuditStore {
  private static final Logger log = LoggerFactory.getLogger(AuditStore.class);
  private static final String COLUMNS = "sequence, commitment, data_key, sealed_entry";

  private static final Head NO_LEAVES = new Head(0, new byte[0], new byte[0]);

  private final HomeFile home;
  private final Aead aead;
  private final DataKeys dataKeys;

  AuditStore(HomeFile home, Aead aead, DataKeys dataKeys) {
    this.home = home;
    this.aead = aead;
    this.dataKeys = dataKeys;
  }

  /**
   * The tree after the last entry.
   *
   * @param size how many leaves
   * @param subtrees the roots of the complete subtrees it consists of
   * @param signature of its checkpoint
   */
  @SuppressWarnings("ArrayRecordComponent") // made, written or read, forgotten
  public record Head(long size, byte[] subtrees, byte[] signature) {}

  /**
   * What is to be appended.
   *
   * @param commitment 32 bytes, stored in clear
   * @param entry what it commits to, stored sealed
   * @param head the tree with it
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Leaf(byte[] commitment, byte[] entry, Head head) {}

  /** A row as it is stored. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Row(long sequence, byte[] commitment, Content content) {
    /** Empty unless it could be opened. */
    public Optional<byte[]> entry() {
      return content instanceof Content.Opened(byte[] entry)
          ? Optional.of(entry)
          : Optional.empty();
    }
  }

  /** What is left of an entry. */
  public sealed interface Content {
    @SuppressWarnings("ArrayRecordComponent")
    record Opened(byte[] entry) implements Content {}

    /** It was taken out, or its key destroyed. */
    record Erased() implements Content {}

    /** Its key is there and the past is locked. */
    record Locked() implements Content {}

    /** It does not open: something other than Hearth changed it. */
    record Damaged() implements Content {}
  }

  /**
   * @throws org.hearthhub.problem.Locked if the past is locked, and with it what entries say
   */
  public void requireOpen() {
    dataKeys.requireOpen();
  }

  /** Takes entries out for good; their commitments stay. */
  public void erase(List<Long> sequences) {
    home.write(
        db -> {
          for (long sequence : sequences) {
            db.statement("UPDATE audit SET sealed_entry = NULL WHERE sequence = ?")
                .number(1, sequence)
                .run();
          }
          return true;
        });
    home.scrub();
  }

  /** Makes a leaf in the transaction that stores it. */
  public interface Maker {
    /**
     * @param head of the tree so far; called again if the commit has to be repeated
     */
    Leaf make(Head head);
  }

  /**
   * Appends the next row, numbered by the head, durable when this returns.
   *
   * @return the sequence
   */
  public long append(Maker maker) {
    while (true) {
      try {
        return append(dataKeys.ofAudit(), maker);
      } catch (KeyGone lockedMeanwhile) {
        // There is a fresh one.
      }
    }
  }

  private long append(DataKeyId key, Maker maker) {
    SecretKeyBytes secret = dataKeys.key(key).orElseThrow(KeyGone::new);
    return home.write(
        db -> {
          Head before = head(db).orElse(NO_LEAVES);
          Leaf made = maker.make(before);
          long sequence = made.head().size();
          db.statement("INSERT INTO audit (" + COLUMNS + ") VALUES (?, ?, ?, ?)")
              .number(1, sequence)
              .clear(2, ClearBytes.commitment(made.commitment()))
              .number(3, key.number())
              .sealed(4, aead.seal(secret, place(key.number(), sequence), made.entry()))
              .run();
          put(db, made.head());
          return sequence;
        });
  }

  /** Empty before the first start of a Hearth that signs, and if something else removed it. */
  public Optional<Head> head() {
    return home.read(AuditStore::head);
  }

  private static Optional<Head> head(Sqlite db) {
    return db.statement("SELECT size, subtrees, signature FROM audit_head WHERE id = 1")
        .one(row -> new Head(row.number(1), row.octets(2), row.octets(3)));
  }

  /** Writes the head alone; for the first start, and where it does not fit the rows. */
  public void putHead(Head head) {
    home.write(
        db -> {
          put(db, head);
          return true;
        });
  }

  private static void put(Sqlite db, Head head) {
    db.statement(
            "INSERT OR REPLACE INTO audit_head (id, size, subtrees, signature) VALUES (1, ?, ?, ?)")
        .number(1, head.size())
        .clear(2, ClearBytes.subtrees(head.subtrees()))
        .clear(3, ClearBytes.signature(head.signature()))
        .run();
  }

  /** The number of the last row, 0 if there is none. */
  public long last() {
    return home.read(db -> db.number("SELECT coalesce(max(sequence), 0) FROM audit"));
  }

  /** A row's number and its commitment. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Commitment(long sequence, byte[] octets) {}

  /** The commitments from one sequence to another, both included, in order; rows may be missing. */
  public List<Commitment> commitments(long from, long to) {
    return home.read(
        db -> {
          List<Commitment> found = new ArrayList<>();
          db.statement(
                  "SELECT sequence, commitment FROM audit WHERE sequence BETWEEN ? AND ?"
                      + " ORDER BY sequence")
              .number(1, from)
              .number(2, to)
              .each(row -> found.add(new Commitment(row.number(1), row.octets(2))));
          return found;
        });
  }

  /** Told the head and every row in order, all as of one moment. */
  public void readAll(Consumer<Optional<Head>> head, Consumer<Row> row) {
    home.read(
        db -> {
          head.accept(head(db));
          db.statement("SELECT " + COLUMNS + " FROM audit ORDER BY sequence")
              .each(each -> row.accept(read(db, each)));
          return true;
        });
  }

  /**
   * Reads a {@code home.db} that nobody has open, without any key.
   *
   * @param head told first
   * @throws NotFound if there is no such file
   * @throws org.hearthhub.problem.Broken if it is no store, or its pages do not fit together
   * @throws org.hearthhub.problem.Conflict if it is of a newer Hearth
   */
  public static void readCommitments(
      Path homeFile, Consumer<Optional<Head>> head, Consumer<Commitment> row) {
    if (!Files.exists(homeFile)) {
      throw new NotFound(
          "no-store", "There is no " + homeFile + ". Name the folder of the home with --data.");
    }
    try (Sqlite db = Sqlite.open(homeFile, 256)) {
      Migrations.ofHome().require(db);
      db.snapshot(
          () -> {
            head.accept(head(db));
            db.statement("SELECT sequence, commitment FROM audit ORDER BY sequence")
                .each(each -> row.accept(new Commitment(each.number(1), each.octets(2))));
            return true;
          });
    }
  }

  /**
   * Newest first: at most {@code limit} rows with a sequence below {@code before}.
   *
   * @throws org.hearthhub.problem.Locked if the past is locked
   */
  public List<Row> latest(int limit, long before) {
    return home.read(
        db -> {
          List<Row> rows = new ArrayList<>();
          db.statement(
                  "SELECT "
                      + COLUMNS
                      + " FROM audit WHERE sequence < ? ORDER BY sequence DESC LIMIT ?")
              .number(1, before)
              .number(2, limit)
              .each(row -> rows.add(openedOrGone(db, row)));
          return rows;
        });
  }

  public Optional<Row> row(long sequence) {
    return home.read(
        db ->
            db.statement("SELECT " + COLUMNS + " FROM audit WHERE sequence = ?")
                .number(1, sequence)
                .one(row -> openedOrGone(db, row)));
  }

  /** The commitments in order. */
  static boolean commitments(Sqlite db, Consumer<byte[]> visitor) {
    db.statement("SELECT commitment FROM audit ORDER BY sequence")
        .each(row -> visitor.accept(row.octets(1)));
    return true;
  }

  private Row openedOrGone(Sqlite db, Sqlite.Row row) {
    Row read = read(db, row);
    if (read.content() instanceof Content.Locked) {
      throw KeyRing.locked();
    }
    return read;
  }

  private Row read(Sqlite db, Sqlite.Row row) {
    long sequence = row.number(1);
    return new Row(
        sequence,
        row.octets(2),
        content(db, sequence, new DataKeyId(row.number(3)), row.sealed(4)));
  }

  private Content withoutKey(Sqlite db, DataKeyId key) {
    if (dataKeys.isLocked(key)) {
      return new Content.Locked();
    }
    return DataKeyRows.isPutAside(db, key.number()) ? new Content.Damaged() : new Content.Erased();
  }

  private Content content(Sqlite db, long sequence, DataKeyId key, SealedBytes sealed) {
    if (sealed.octets().length == 0) {
      return new Content.Erased();
    }
    Optional<SecretKeyBytes> secret = dataKeys.key(key);
    if (secret.isEmpty()) {
      return withoutKey(db, key);
    }
    Optional<byte[]> entry = aead.open(secret.get(), place(key.number(), sequence), sealed);
    if (entry.isEmpty()) {
      log.error("home.db is damaged: audit entry {} does not open. The rest goes on.", sequence);
      return new Content.Damaged();
    }
    return new Content.Opened(entry.get());
  }

  static Binding place(long dataKey, long sequence) {
    return new Binding(Table.AUDIT, dataKey, sequence);
  }
}
