package org.hearthhub.vault;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hearthhub.problem.Broken;
import org.hearthhub.problem.Conflict;
import org.hearthhub.vault.Sqlite.Durability;

/**
 * Brings a file to the version this Hearth knows: SQL resources in order, each in a transaction
 * with its number in {@code PRAGMA user_version} and its SHA-256 in the table {@code migration}.
 */
final class Migrations {
  /** In {@code PRAGMA application_id}: "Hrth". */
  static final int APPLICATION_ID = 0x48727468;

  private final String file;
  private final List<String> resources;
  private final String beforeAll;

  private Migrations(String file, List<String> resources, String beforeAll) {
    this.file = file;
    this.resources = resources;
    this.beforeAll = beforeAll;
  }

  static Migrations ofHome() {
    return new Migrations("home.db", List.of("home-1.sql", "home-2.sql"), "");
  }

  static Migrations ofHistory() {
    // A commit writes at least a page, and most are small; two chunks fill one. Files that were
    // made
    // before keep pages of 4,096 octets, and room that was used once.
    return new Migrations(
        "history.db",
        List.of("history-1.sql", "history-2.sql"),
        "PRAGMA page_size=2048; PRAGMA auto_vacuum=INCREMENTAL");
  }

  /** The version that this Hearth brings files to. */
  int newest() {
    return resources.size();
  }

  /** Makes the tables of a new, empty file. */
  void make(Sqlite db) {
    db.run(beforeAll);
    db.run("PRAGMA application_id=" + APPLICATION_ID);
    migrate(db, 0);
  }

  /**
   * @throws Conflict if the file is of a newer version
   * @throws Broken if it is not ours, or was made by other SQL than ours
   */
  void bring(Sqlite db) {
    if (db.number("PRAGMA application_id") != APPLICATION_ID) {
      throw new Broken("not-our-store", file + " is a file, but not one of Hearth's.", null);
    }
    long version = db.number("PRAGMA user_version");
    if (version > resources.size()) {
      throw new Conflict(
          "store-newer",
          file
              + " was written by a newer Hearth (store version "
              + version
              + ", this one knows "
              + resources.size()
              + "). Install that version or a newer one; nothing was changed.");
    }
    for (int applied = 1; applied <= version; applied++) {
      Optional<byte[]> recorded =
          db.statement("SELECT checksum FROM migration WHERE version = ?")
              .number(1, applied)
              .one(row -> row.octets(1));
      if (recorded.isEmpty() || !Arrays.equals(recorded.get(), checksum(sql(applied)))) {
        throw StoreProblems.damaged(
            file, "its layout is not what version " + applied + " of Hearth's store makes");
      }
    }
    migrate(db, (int) version);
  }

  /**
   * As {@link #bring}, but changes nothing.
   *
   * @throws Conflict if the file is not of the present version
   */
  void require(Sqlite db) {
    if (db.number("PRAGMA application_id") != APPLICATION_ID) {
      throw new Broken("not-our-store", file + " is a file, but not one of Hearth's.", null);
    }
    long version = db.number("PRAGMA user_version");
    if (version != resources.size()) {
      throw new Conflict(
          "store-of-other-version",
          file
              + " is of store version "
              + version
              + ", and only version "
              + resources.size()
              + " can be read as it lies there. Open it with Hearth once.");
    }
  }

  private void migrate(Sqlite db, int from) {
    for (int version = from + 1; version <= resources.size(); version++) {
      int to = version;
      db.transaction(
          Durability.FULL,
          () -> {
            String sql = sql(to);
            db.run(sql);
            db.run("PRAGMA user_version=" + to);
            return db.statement("INSERT INTO migration (version, checksum) VALUES (?, ?)")
                .number(1, to)
                .clear(2, ClearBytes.migration(checksum(sql)))
                .run();
          });
    }
  }

  private String sql(int version) {
    String resource = resources.get(version - 1);
    try (InputStream in = Migrations.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("missing resource " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static byte[] checksum(String sql) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(sql.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
