package org.hearthhub.vault;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hearthhub.problem.Conflict;
import org.hearthhub.problem.NotFound;
import org.hearthhub.vault.KeyRing.NewSlot;
import org.hearthhub.vault.Sqlite.Durability;
import org.hearthhub.vault.SqliteFile.Tuning;

/**
 * The sealed store of one home: {@code home.db} and {@code history.db} in the data folder, their
 * keys, and the lock that keeps a second hub out. Nothing is written that was not encrypted before.
 * Thread-safe.
 */
public final class Vault implements AutoCloseable {
  private static final int VAULT_ID = 16;

  /** Small, read at start, and the place of wrapped keys. */
  private static final Tuning HOME = new Tuning(512, 256, 1, 256, true);

  /** A commit every two seconds for ever: 8 MB of WAL are folded into one write of each page. */
  private static final Tuning HISTORY = new Tuning(2048, 1024, 2, 2000, false);

  private final DataFolder folder;
  private final KeyRing keys;
  private final HomeFile home;
  private final DataKeys dataKeys;
  private final RecordStore records;
  private final AuditStore audit;
  private final SqliteFile history;
  private final JournalStore journal;
  private final ChunkStore chunks;
  private final ReentrantLock changingSlots = new ReentrantLock();

  private Vault(
      DataFolder folder,
      SecureRandom random,
      Aead aead,
      KeyRing keys,
      HomeFile home,
      SqliteFile history) {
    this.folder = folder;
    this.keys = keys;
    this.home = home;
    this.dataKeys = new DataKeys(home, aead, keys, random);
    this.records = new RecordStore(home, aead, keys.operating(), random);
    this.audit = new AuditStore(home, aead, dataKeys);
    this.history = history;
    PastBlobs blobs = new PastBlobs(aead, dataKeys);
    this.journal = new JournalStore(history, blobs);
    this.chunks = new ChunkStore(history, blobs);
  }

  /** Whether the folder holds a vault. */
  public static boolean exists(Path folder) {
    return DataFolder.holdsVault(folder);
  }

  /**
   * Makes a new vault, the folder too if need be (mode 0700), with one key slot.
   *
   * @throws org.hearthhub.problem.Conflict if there is one, or another hub has the folder open
   * @throws org.hearthhub.problem.Broken if the folder cannot be written, and why
   */
  public static Vault create(Path folder, Unlock slot) {
    try {
      return whileHeld(DataFolder.make(folder), held -> make(folder, held, slot));
    } finally {
      wipe(slot);
    }
  }

  /**
   * @throws org.hearthhub.problem.NotFound if there is none
   * @throws org.hearthhub.problem.Refused if no slot opens with this: wrong passphrase or key file
   * @throws org.hearthhub.problem.Conflict if another hub has it open, or it is of a newer version,
   *     or belongs to another user of this machine
   * @throws org.hearthhub.problem.Broken if the files are damaged
   */
  public static Vault open(Path folder, Unlock unlock) {
    try {
      if (!exists(folder)) {
        throw noStore(folder);
      }
      return whileHeld(DataFolder.hold(folder), held -> open(held, unlock));
    } finally {
      wipe(unlock);
    }
  }

  /** The folder stays held by the vault, and is let go if there will be none. */
  private static Vault whileHeld(DataFolder held, Function<DataFolder, Vault> opening) {
    try {
      return opening.apply(held);
    } catch (RuntimeException | Error failed) {
      held.close();
      throw failed;
    }
  }

  private static Vault make(Path folder, DataFolder held, Unlock unlock) {
    if (exists(folder)) {
      throw new Conflict("store-exists", "There is a Hearth store in " + folder + " already.");
    }
    SecureRandom random = new SecureRandom();
    byte[] vaultId = new byte[VAULT_ID];
    random.nextBytes(vaultId);
    Aead aead = new Aead(vaultId, random);
    KeyRing keys = KeyRing.make(aead, random);
    NewSlot slot = keys.slotFor(unlock, held, 1);

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
          keys.writeTo(db);
          slot.writeTo(db);
        });
    held.finish();
    return withFiles(held, files -> files.with(random, aead, keys));
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

  static Vault open(DataFolder held, Unlock unlock) {
    held.requireBothFiles();
    SecureRandom random = new SecureRandom();
    return withFiles(
        held,
        files -> {
          Aead aead = new Aead(files.vaultId(), random);
          KeyRing keys = files.home.read(db -> KeyRing.open(db, aead, random, unlock, held));
          return files.with(random, aead, keys);
        });
  }

  /** The files stay open in the vault, and are closed if there will be none. */
  private static Vault withFiles(DataFolder held, Function<OpenFiles, Vault> opening) {
    OpenFiles files = new OpenFiles(held);
    try {
      return opening.apply(files);
    } catch (RuntimeException | Error failed) {
      files.close();
      throw failed;
    }
  }

  /** Both files, not unlocked yet. */
  private static final class OpenFiles implements AutoCloseable {
    private final DataFolder held;
    private final SqliteFile history;
    private final HomeFile home;

    OpenFiles(DataFolder held) {
      this.held = held;
      this.history = SqliteFile.open(held.history(), Migrations.ofHistory(), HISTORY);
      try {
        this.home = new HomeFile(SqliteFile.open(held.home(), Migrations.ofHome(), HOME));
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

    Vault with(SecureRandom random, Aead aead, KeyRing keys) {
      return new Vault(held, random, aead, keys, home, history);
    }

    @Override
    public void close() {
      home.close();
      history.close();
    }
  }

  /** Adds a way to unlock; what is there keeps working. Durable when it returns. */
  public void addSlot(Unlock slot) {
    changingSlots.lock();
    try {
      NewSlot made = keys.slotFor(slot, folder, home.read(KeyRing::nextSlot));
      home.write(
          db -> {
            made.writeTo(db);
            return true;
          });
    } finally {
      changingSlots.unlock();
      wipe(slot);
    }
  }

  /** Sealed records in {@code home.db}. */
  public RecordStore records() {
    return records;
  }

  /** The keys of the past. */
  public DataKeys dataKeys() {
    return dataKeys;
  }

  /** The rows of the audit journal; for the audit room. */
  public AuditStore audit() {
    return audit;
  }

  /** Readings that are not in chunks yet; for the history room. */
  public JournalStore journal() {
    return journal;
  }

  /** Readings in chunks; for the history room. */
  public ChunkStore chunks() {
    return chunks;
  }

  /** Both files as they are at one moment of this call, while the hub goes on. */
  public Snapshot snapshot() {
    return Snapshot.of(home.file(), history);
  }

  /** Commits what is waiting, closes both files and releases the folder. */
  @Override
  public void close() {
    home.close();
    history.close();
    dataKeys.destroy();
    keys.destroy();
    folder.close();
  }

  static NotFound noStore(Path folder) {
    return new NotFound(
        "no-store", "There is no Hearth store in " + folder + ". Make one with: hearth init");
  }

  static void wipe(Unlock unlock) {
    if (unlock instanceof Unlock.Passphrase(char[] secret)) {
      Arrays.fill(secret, '\0');
    }
  }
}
