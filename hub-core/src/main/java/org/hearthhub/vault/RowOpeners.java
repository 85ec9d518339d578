package org.hearthhub.vault;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.vault.Binding.Table;

/**
 * How each sealed row of both files is opened, table by table, with the keys in memory.
 * Thread-safe.
 */
final class RowOpeners {
  private static final int SALT = 16;

  private final Aead aead;
  private final Hpke hpke;
  private final KeyRing keys;
  private final DataKeys dataKeys;
  private final Erasures erasures;

  RowOpeners(Aead aead, Hpke hpke, KeyRing keys, DataKeys dataKeys, Erasures erasures) {
    this.aead = aead;
    this.hpke = hpke;
    this.keys = keys;
    this.dataKeys = dataKeys;
    this.erasures = erasures;
  }

  /** What came of one row. */
  sealed interface Verdict {
    record Opened() implements Verdict {}

    /** Its key is not at hand. */
    record Locked() implements Verdict {}

    /** Its key was destroyed, or it was emptied. */
    record Erased() implements Verdict {}

    record Damaged(Optional<DeviceId> device, String what) implements Verdict {}

    static Verdict of(boolean opened, String what) {
      return opened ? new Opened() : new Damaged(Optional.empty(), what);
    }
  }

  /** Opens a row; columns are numbered from 1, and the first is the row's number. */
  interface Opener {
    Verdict open(Sqlite db, Sqlite.Row row, InnerLook inner);
  }

  /**
   * @param columns after the row's number
   */
  record SealedTable(String name, String columns, Opener opener) {}

  List<SealedTable> ofHome() {
    return List.of(
        new SealedTable(
            "tier_key",
            "coalesce(public_sealed_by, 0), sealed_public_key, sealed_private_key",
            this::tierKey),
        new SealedTable(
            "slot",
            "id, kind, parameters, about_sealed_by, sealed_about, sealed_private_key,"
                + " coalesce(public_sealed_by, 0), sealed_public_key",
            this::slot),
        new SealedTable(
            "data_key", "tier_key, form, sealed_key, owner_sealed_by, sealed_owner", this::dataKey),
        new SealedTable("record", "id, collection, tier_key, sealed_fields", this::record),
        new SealedTable("audit", "commitment, data_key, sealed_entry", this::audit),
        new SealedTable("erasure", "sealed_by, sealed_erasure, state", this::erasure),
        new SealedTable("damaged", "origin", RowOpeners::recordSetAside));
  }

  List<SealedTable> ofHistory() {
    return List.of(
        new SealedTable("journal", "readings, data_key, sealed_part", this::journal),
        new SealedTable(
            "chunk", "series, first_day, last_day, readings, data_key, sealed_chunk", this::chunk),
        new SealedTable(
            "open_chunk",
            "first_day, last_day, readings, journal_to, data_key, sealed_chunk",
            this::openChunk),
        new SealedTable("rollup", "series, level, block, data_key, sealed_rollup", this::rollup),
        new SealedTable("damaged", "origin, row, readings", RowOpeners::setAside));
  }

  private Verdict tierKey(Sqlite db, Sqlite.Row row, InnerLook inner) {
    long id = row.number(1);
    long by = row.number(2);
    SealedBytes publicKey = row.sealed(3);
    SealedBytes privateKey = row.sealed(4);
    if (publicKey.octets().length == 0) {
      return new Verdict.Opened(); // nothing is sealed in it
    }
    Optional<TierKey> operating = keys.byId(by);
    Optional<TierKey> own = keys.byId(id);
    boolean sound =
        operating
                .map(
                    key ->
                        aead.open(
                                key.forKeys(Table.TIER_PUBLIC_KEY),
                                new Binding(Table.TIER_PUBLIC_KEY, by, id),
                                publicKey)
                            .isPresent())
                .orElse(true)
            && own.map(
                    key ->
                        aead.open(
                                key.forKeys(Table.TIER_PRIVATE_KEY),
                                new Binding(Table.TIER_PRIVATE_KEY, id, id),
                                privateKey)
                            .isPresent())
                .orElse(true);
    if (!sound) {
      return new Verdict.Damaged(Optional.empty(), "The pair of keys of the past does not open.");
    }
    return operating.isPresent() && own.isPresent() ? new Verdict.Opened() : new Verdict.Locked();
  }

  private Verdict slot(Sqlite db, Sqlite.Row row, InnerLook inner) {
    SlotRow slot = SlotRow.read(row, 1);
    if (keys.byId(slot.aboutBy()).isEmpty()) {
      return new Verdict.Locked();
    }
    boolean half = slot.hasPair() && slot.openPublicKey(aead, keys).isEmpty();
    if (!half && SlotList.knownAbout(slot, aead, keys).isPresent()) {
      return new Verdict.Opened();
    }
    return new Verdict.Damaged(
        Optional.empty(),
        "A way to unlock the store. Type it back with 'hearth keys test "
            + slot.id()
            + "', which mends it, or add another one and remove this.");
  }

  private Verdict dataKey(Sqlite db, Sqlite.Row row, InnerLook inner) {
    long id = row.number(1);
    long tierKey = row.number(2);
    long form = row.number(3);
    SealedBytes sealed = row.sealed(4);
    long by = row.number(5);
    Optional<TierKey> operating = keys.byId(by);
    Optional<DeviceId> device = dataKeys.deviceOf(new DataKeyId(id));
    if (operating.isPresent()
        && aead.open(
                operating.get().forKeys(Table.DATA_KEY_OWNER),
                DataKeyRows.ownerPlace(by, id),
                row.sealed(6))
            .isEmpty()) {
      return new Verdict.Damaged(device, "It does not say any more whose key it is.");
    }
    Optional<TierKey> tier = keys.byId(tierKey);
    if (tier.isEmpty() || operating.isEmpty()) {
      return new Verdict.Locked();
    }
    Binding place = DataKeyRows.place(tierKey, id, form);
    boolean opens =
        form == Hpke.FORM
            ? keys.pastPrivateKey(db, tierKey)
                .flatMap(pair -> hpke.open(pair, place, sealed))
                .isPresent()
            : aead.open(tier.get().forKeys(Table.DATA_KEY), place, sealed).isPresent();
    return opens
        ? new Verdict.Opened()
        : new Verdict.Damaged(
            device, "The key of a device's past, or of the activity: what it sealed is lost.");
  }

  private Verdict record(Sqlite db, Sqlite.Row row, InnerLook inner) {
    long collection = row.number(3);
    Optional<Collection> known =
        Arrays.stream(Collection.values()).filter(each -> each.number() == collection).findFirst();
    long by = row.number(4);
    Optional<TierKey> key = keys.byId(by);
    if (known.isEmpty()) {
      return new Verdict.Damaged(Optional.empty(), "A record of a kind that is not known.");
    }
    if (key.isEmpty()) {
      return new Verdict.Locked();
    }
    return Verdict.of(
        aead.open(
                key.get().forRecords(known.get()),
                RecordStore.place(by, known.get(), new RecordId(row.number(2))),
                row.sealed(5))
            .isPresent(),
        "A record of the kind " + known.get() + ".");
  }

  private Verdict audit(Sqlite db, Sqlite.Row row, InnerLook inner) {
    long sequence = row.number(1);
    byte[] commitment = row.octets(2);
    long data = row.number(3);
    SealedBytes sealed = row.sealed(4);
    if (sealed.octets().length == 0) {
      return new Verdict.Erased();
    }
    Optional<SecretKeyBytes> key = dataKeys.key(new DataKeyId(data));
    if (key.isEmpty()) {
      return without(data);
    }
    Optional<byte[]> entry = aead.open(key.get(), AuditStore.place(data, sequence), sealed);
    return Verdict.of(
        entry.filter(salted -> isCommitted(salted, commitment)).isPresent(),
        entry.isPresent()
            ? "An entry of the activity that is not what was committed to."
            : "An entry of the activity.");
  }

  private static boolean isCommitted(byte[] salted, byte[] commitment) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update((byte) 0);
      return salted.length >= SALT && MessageDigest.isEqual(sha256.digest(salted), commitment);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("This Java has no SHA-256", missing);
    }
  }

  private Verdict erasure(Sqlite db, Sqlite.Row row, InnerLook inner) {
    long by = row.number(2);
    Optional<TierKey> key = keys.byId(by);
    if (key.isEmpty()) {
      return new Verdict.Locked();
    }
    return Verdict.of(
        aead.open(
                key.get().forKeys(Table.ERASURE),
                new Binding(Table.ERASURE, by, row.number(1), row.number(4)),
                row.sealed(3))
            .isPresent(),
        "What was erased for good.");
  }

  private Verdict journal(Sqlite db, Sqlite.Row row, InnerLook inner) {
    DataKeyId key = new DataKeyId(row.number(3));
    int readings = (int) row.number(2);
    return past(
        key,
        JournalStore.place(key, row.number(1), readings),
        row.sealed(4),
        readings + " readings that were not packed yet.",
        plain -> inner.part(readings, plain));
  }

  private Verdict chunk(Sqlite db, Sqlite.Row row, InnerLook inner) {
    ChunkStore.Chunk chunk = chunk(row, 3, 6);
    long series = row.number(2);
    return past(
        chunk.key(),
        ChunkStore.fullPlace(row.number(1), row.number(2), chunk),
        row.sealed(7),
        span(chunk),
        plain -> inner.chunk(series, outside(chunk), plain));
  }

  private Verdict openChunk(Sqlite db, Sqlite.Row row, InnerLook inner) {
    ChunkStore.Chunk chunk = chunk(row, 2, 6);
    long series = row.number(1);
    return past(
        chunk.key(),
        ChunkStore.openPlace(row.number(1), chunk, row.number(5)),
        row.sealed(7),
        span(chunk),
        plain -> inner.chunk(series, outside(chunk), plain));
  }

  private Verdict rollup(Sqlite db, Sqlite.Row row, InnerLook inner) {
    DataKeyId key = new DataKeyId(row.number(5));
    return past(
        key,
        RollupStore.place(
            key, row.number(1), row.number(2), (int) row.number(3), (int) row.number(4)),
        row.sealed(6),
        "Hours or days of readings, told in short; they can be made anew while the readings are"
            + " there.",
        inner::rollUp);
  }

  private static ChunkStore.Chunk chunk(Sqlite.Row row, int firstDay, int key) {
    return new ChunkStore.Chunk(
        new DataKeyId(row.number(key)),
        (int) row.number(firstDay),
        (int) row.number(firstDay + 1),
        (int) row.number(firstDay + 2),
        new byte[0]);
  }

  private static String span(ChunkStore.Chunk chunk) {
    return chunk.readings()
        + " readings from "
        + LocalDate.ofEpochDay(chunk.firstDay())
        + " to "
        + LocalDate.ofEpochDay(chunk.lastDay())
        + " (UTC).";
  }

  private static InnerLook.Outside outside(ChunkStore.Chunk chunk) {
    return new InnerLook.Outside(chunk.firstDay(), chunk.lastDay(), chunk.readings());
  }

  /** Hands over the chunks of a series in their order, as of one moment; those that open. */
  void chunks(Sqlite db, long series, Consumer<byte[]> each) {
    db.statement(
            "SELECT id, series, first_day, last_day, readings, data_key, sealed_chunk FROM chunk"
                + " WHERE series = ? ORDER BY first_day, id")
        .number(1, series)
        .each(
            row -> {
              ChunkStore.Chunk chunk = chunk(row, 3, 6);
              Binding place = ChunkStore.fullPlace(row.number(1), series, chunk);
              open(chunk.key(), place, row.sealed(7)).ifPresent(each);
            });
    db.statement(
            "SELECT series, first_day, last_day, readings, journal_to, data_key, sealed_chunk"
                + " FROM open_chunk WHERE series = ?")
        .number(1, series)
        .each(
            row -> {
              ChunkStore.Chunk chunk = chunk(row, 2, 6);
              Binding place = ChunkStore.openPlace(series, chunk, row.number(5));
              open(chunk.key(), place, row.sealed(7)).ifPresent(each);
            });
  }

  private Optional<byte[]> open(DataKeyId id, Binding place, SealedBytes sealed) {
    try {
      return dataKeys.key(id).flatMap(key -> aead.open(key, place, sealed));
    } catch (KeyGone lockedMeanwhile) {
      return Optional.empty();
    }
  }

  private Verdict past(
      DataKeyId id,
      Binding place,
      SealedBytes sealed,
      String what,
      Function<byte[], Optional<String>> inside) {
    Optional<SecretKeyBytes> key = dataKeys.key(id);
    if (key.isEmpty()) {
      return without(id.number());
    }
    try {
      Optional<byte[]> plain = aead.open(key.get(), place, sealed);
      if (plain.isEmpty()) {
        return new Verdict.Damaged(dataKeys.deviceOf(id), what);
      }
      Optional<String> wrong = inside.apply(plain.get());
      return wrong.isEmpty()
          ? new Verdict.Opened()
          : new Verdict.Damaged(dataKeys.deviceOf(id), what + " " + wrong.get());
    } catch (KeyGone lockedMeanwhile) {
      return new Verdict.Locked();
    }
  }

  /**
   * A key that the live store knows is locked; one that it destroyed is gone, here as well. One
   * that nobody destroyed should be there.
   */
  private Verdict without(long id) {
    DataKeyId key = new DataKeyId(id);
    if (dataKeys.isLocked(key)) {
      return new Verdict.Locked();
    }
    return erasures.hasErased(key)
        ? new Verdict.Erased()
        : new Verdict.Damaged(
            Optional.empty(), "The key that sealed it is missing, and nobody erased it.");
  }

  private static Verdict recordSetAside(Sqlite db, Sqlite.Row row, InnerLook inner) {
    return new Verdict.Damaged(
        Optional.empty(), "A record that was found damaged before and set aside.");
  }

  private static Verdict setAside(Sqlite db, Sqlite.Row row, InnerLook inner) {
    return new Verdict.Damaged(
        Optional.empty(),
        "Was found damaged before and set aside: " + row.number(4) + " readings.");
  }
}
