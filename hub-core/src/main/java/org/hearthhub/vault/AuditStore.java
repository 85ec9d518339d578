package org.hearthhub.vault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.hearthhub.vault.Binding.Table;

/**
 * The rows of the audit journal in {@code home.db}: numbered 1, 2, 3 without a gap, each with its
 * commitment in clear and its entry sealed. For the audit room. Thread-safe.
 */
public final class AuditStore {
  private static final String COLUMNS = "sequence, commitment, data_key, sealed_entry";

  private final HomeFile home;
  private final Aead aead;
  private final DataKeys dataKeys;

  AuditStore(HomeFile home, Aead aead, DataKeys dataKeys) {
    this.home = home;
    this.aead = aead;
    this.dataKeys = dataKeys;
  }

  /**
   * @param commitment 32 bytes, stored in clear
   * @param entry what it commits to, stored sealed
   */
  @SuppressWarnings("ArrayRecordComponent") // made, written or read, forgotten
  public record Leaf(byte[] commitment, byte[] entry) {}

  /**
   * @param entry empty once it was erased
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Row(long sequence, byte[] commitment, Optional<byte[]> entry) {}

  /**
   * Appends the next row, durable when this returns.
   *
   * @param leaf makes the row for its sequence; called again if the commit has to be repeated
   * @return the sequence
   */
  public long append(LongFunction<Leaf> leaf) {
    while (true) {
      try {
        return append(dataKeys.ofAudit(), leaf);
      } catch (KeyGone lockedMeanwhile) {
        // There is a fresh one.
      }
    }
  }

  private long append(DataKeyId key, LongFunction<Leaf> leaf) {
    SecretKeyBytes secret = dataKeys.key(key).orElseThrow(KeyGone::new);
    return home.write(
        db -> {
          long sequence = db.number("SELECT coalesce(max(sequence), 0) + 1 FROM audit");
          Leaf made = leaf.apply(sequence);
          db.statement("INSERT INTO audit (" + COLUMNS + ") VALUES (?, ?, ?, ?)")
              .number(1, sequence)
              .clear(2, ClearBytes.commitment(made.commitment()))
              .number(3, key.number())
              .sealed(4, aead.seal(secret, place(key.number(), sequence), made.entry()))
              .run();
          return sequence;
        });
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
              .each(row -> rows.add(read(row)));
          return rows;
        });
  }

  public Optional<Row> row(long sequence) {
    return home.read(
        db ->
            db.statement("SELECT " + COLUMNS + " FROM audit WHERE sequence = ?")
                .number(1, sequence)
                .one(this::read));
  }

  /** The commitments in order. */
  static boolean commitments(Sqlite db, Consumer<byte[]> visitor) {
    db.statement("SELECT commitment FROM audit ORDER BY sequence")
        .each(row -> visitor.accept(row.octets(1)));
    return true;
  }

  private Row read(Sqlite.Row row) {
    long sequence = row.number(1);
    SealedBytes sealed = row.sealed(4);
    Optional<SecretKeyBytes> key = dataKeys.key(new DataKeyId(row.number(3)));
    if (dataKeys.isLocked(new DataKeyId(row.number(3)))) {
      throw KeyRing.locked();
    }
    if (sealed.octets().length == 0 || key.isEmpty()) {
      return new Row(sequence, row.octets(2), Optional.empty());
    }
    byte[] entry =
        aead.open(key.get(), place(row.number(3), sequence), sealed)
            .orElseThrow(
                () ->
                    StoreProblems.damaged("home.db", "audit entry " + sequence + " does not open"));
    return new Row(sequence, row.octets(2), Optional.of(entry));
  }

  private static Binding place(long dataKey, long sequence) {
    return new Binding(Table.AUDIT, dataKey, sequence);
  }
}
