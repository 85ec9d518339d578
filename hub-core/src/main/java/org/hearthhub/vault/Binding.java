package org.hearthhub.vault;

/**
 * What a sealed blob is tied to (the AAD of AES-GCM): this vault, the table, the key, and the row
 * with every number that stands in clear beside the blob. A blob in any other place does not open.
 */
record Binding(Table table, long key, long... row) {
  /** Where a sealed blob stands; numbers are for ever. */
  enum Table {
    RECORD(1),
    TIER_PUBLIC_KEY(2),
    TIER_PRIVATE_KEY(3),
    SLOT_KEY(4),
    SLOT_ABOUT(5),
    DATA_KEY(6),
    DATA_KEY_OWNER(7),
    AUDIT(8),
    JOURNAL(9),
    CHUNK(10),
    OPEN_CHUNK(11),
    SLOT_PRIVATE_KEY(12),
    SLOT_PUBLIC_KEY(13),
    ERASURE(14),
    BACKUP_KEY(20),
    ROLLUP(21);

    private final int number;

    Table(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }
  }

  byte[] toBytes(byte[] vaultId, int form) {
    ByteSink sink =
        new ByteSink(32 + 8 * row.length).raw(vaultId).octet(form).octet(table.number).fixed(key);
    for (long number : row) {
      sink.fixed(number);
    }
    return sink.toBytes();
  }
}
