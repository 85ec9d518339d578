package org.hearthhub.vault;

import java.util.Arrays;
import org.hearthhub.problem.Conflict;
import org.hearthhub.vault.SqliteFile.Tuning;

/** Both files of a vault, not unlocked yet. Thread-safe. */
final class StoreFiles implements AutoCloseable {
  /** Octets of its random name. */
  static final int VAULT_ID = 16;

  /** Small, read at start, and the place of wrapped keys. */
  private static final Tuning HOME = new Tuning(512, 256, 1, 256, true);

  /** A commit every two seconds for ever: 8 MB of WAL are folded into one write of each page. */
  private static final Tuning HISTORY = new Tuning(2048, 1024, 2, 4000, false);

  final DataFolder held;
  final StoreNotices notices = new StoreNotices();
  final SqliteFile history;
  final HomeFile home;

  StoreFiles(DataFolder held) {
    this.held = held;
    held.noticeLastStop(notices);
    held.opening();
    BeforeMigration.keep(held);
    this.history = SqliteFile.open(held.history(), Migrations.ofHistory(), HISTORY);
    try {
      this.home = new HomeFile(SqliteFile.open(held.home(), Migrations.ofHome(), HOME), notices);
    } catch (RuntimeException | Error failed) {
      history.close();
      throw failed;
    }
  }

  byte[] vaultId() {
    byte[] ofHome = home.read(db -> vaultId(db, "home.db"));
    byte[] ofHistory = history.read(db -> vaultId(db, "history.db"));
    if (!Arrays.equals(ofHome, ofHistory)) {
      throw new Conflict(
          "store-mixed",
          "home.db and history.db are of two different homes. Put the pair together that belongs"
              + " together; nothing was changed.");
    }
    return ofHome;
  }

  private static byte[] vaultId(Sqlite db, String file) {
    return db.statement("SELECT vault_id FROM vault WHERE id = 1")
        .one(row -> row.octets(1))
        .filter(id -> id.length == VAULT_ID)
        .orElseThrow(() -> StoreProblems.damaged(file, "it does not say which home it is of"));
  }

  @Override
  public void close() {
    home.close();
    history.close();
  }
}
