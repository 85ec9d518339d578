package org.hearthhub.backup;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hearthhub.vault.ByteSink;
import org.hearthhub.vault.ByteSource;
import org.hearthhub.vault.Erasure;
import org.hearthhub.vault.Tally;

/**
 * The first thing in a container: what follows it.
 *
 * @param made the moment whose state it holds
 * @param tally of both files
 * @param auditRoot RFC 6962 root over the commitments of the audit journal
 * @param erased the data keys that were destroyed before; sealed pasts that no backup may bring
 *     back
 * @param items the files that follow, in this order
 */
@SuppressWarnings("ArrayRecordComponent") // made, written or read, forgotten
record Manifest(
    Instant made, Tally tally, byte[] auditRoot, List<Erasure> erased, List<Item> items) {
  private static final int MOST_ITEMS = 64;
  private static final int MOST_TABLES = 256;
  private static final int MOST_ERASED = 64 << 20;

  Manifest {
    erased = List.copyOf(erased);
    items = List.copyOf(items);
  }

  /** A file and its octets. */
  record Item(String name, long length) {}

  long bytes() {
    return items.stream().mapToLong(Item::length).sum();
  }

  /** What the two files of the store take. */
  long storeBytes() {
    return items.stream().filter(item -> item.name().endsWith(".db")).mapToLong(Item::length).sum();
  }

  Contents contents() {
    return new Contents(
        tally.devices(), tally.sealedRows(), tally.readings(), tally.auditEntries(), storeBytes());
  }

  byte[] toBytes() {
    ByteSink sink =
        new ByteSink(4096)
            .signed(made.getEpochSecond())
            .unsigned(made.getNano())
            .unsigned(tally.devices())
            .unsigned(tally.readings())
            .unsigned(tally.auditEntries())
            .unsigned(tally.rows().size());
    new TreeMap<>(tally.rows()).forEach((table, rows) -> sink.text(table).unsigned(rows));
    sink.unsigned(auditRoot.length).raw(auditRoot);
    byte[] list = new ErasureList(made, erased).toBytes();
    sink.unsigned(list.length).raw(list);
    sink.unsigned(items.size());
    items.forEach(item -> sink.text(item.name()).unsigned(item.length()));
    return sink.toBytes();
  }

  /**
   * @throws org.hearthhub.problem.Broken if the bytes are no manifest
   */
  static Manifest parse(byte[] bytes) {
    ByteSource source = new ByteSource(bytes);
    Instant made = Instant.ofEpochSecond(source.signed(), source.count(999_999_999));
    long devices = source.unsigned();
    long readings = source.unsigned();
    long auditEntries = source.unsigned();
    Map<String, Long> rows = new TreeMap<>();
    int tables = source.count(MOST_TABLES);
    for (int i = 0; i < tables; i++) {
      String table = source.text();
      rows.put(table, source.unsigned());
    }
    byte[] root = source.raw(source.count(64));
    List<Erasure> erased = ErasureList.parse(source.raw(source.count(MOST_ERASED))).erasures();
    List<Item> items = new ArrayList<>();
    int count = source.count(MOST_ITEMS);
    for (int i = 0; i < count; i++) {
      String name = source.text();
      long length = source.unsigned();
      if (length < 0) {
        throw ByteSource.malformed();
      }
      items.add(new Item(name, length));
    }
    return new Manifest(
        made, new Tally(rows, devices, readings, auditEntries), root, erased, items);
  }
}
