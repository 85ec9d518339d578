package org.hearthhub.vault;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.function.Consumer;
import org.hearthhub.vault.Sqlite.Durability;

/**
 * Makes both files of a new vault; they are there as a whole or not at all.
 *
 * @param sealing of the vault that was made
 * @param keys of both tiers, open
 */
record NewStore(Sealing sealing, KeyRing keys) {
  /**
   * @param unlock what the one key slot opens with
   */
  static NewStore make(DataFolder held, Unlock unlock, SlotAbout about) {
    byte[] vaultId = new byte[StoreFiles.VAULT_ID];
    new SecureRandom().nextBytes(vaultId);
    Sealing sealing = Sealing.of(vaultId);
    Aead aead = sealing.aead();
    TierKeyRows tierKeys = new TierKeyRows(aead, sealing.random(), 1);
    NewSlot slot = NewSlot.make(1, unlock, about, held, aead, sealing.random());

    makeFile(
        held,
        held.unfinished(held.history()),
        Migrations.ofHistory(),
        vaultId,
        db -> db.run("INSERT INTO progress (id, committed) VALUES (1, 0)"));
    makeFile(
        held,
        held.unfinished(held.home()),
        Migrations.ofHome(),
        vaultId,
        db -> {
          tierKeys.writeTo(db);
          slot.writeTo(db, aead, sealing.hpke(), tierKeys.keys().getFirst(), tierKeys.keys());
        });
    held.finish();
    return new NewStore(sealing, new KeyRing(aead, tierKeys.keys(), tierKeys.past()));
  }

  private static void makeFile(
      DataFolder held, Path file, Migrations migrations, byte[] vaultId, Consumer<Sqlite> content) {
    held.makeEmpty(file);
    try (Sqlite db = Sqlite.open(file, 256)) {
      migrations.make(db);
      db.transaction(
          Durability.FULL,
          () -> {
            db.statement("INSERT INTO vault (id, vault_id) VALUES (1, ?)")
                .clear(1, ClearBytes.vaultId(vaultId))
                .run();
            content.accept(db);
            return true;
          });
    }
  }
}
