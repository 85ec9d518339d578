package org.hearthhub.vault;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.hearthhub.problem.Broken;
import org.hearthhub.problem.Conflict;
import org.hearthhub.problem.Locked;
import org.hearthhub.problem.NotFound;
import org.hearthhub.problem.Unavailable;
import org.hearthhub.thing.DeviceId;

/**
 * The sealed store of one home: {@code home.db} and {@code history.db} in the data folder, their
 * keys, and the lock that keeps a second hub out. Nothing is written that was not encrypted before.
 * Thread-safe.
 */
public final class Vault implements AutoCloseable {
  /** Code of the refusal of a key file or credential where only a person can open the store. */
  public static final String NO_KEY_FILE_OPENS = "no-key-file-opens";

  private static final String RENEWAL_DUE = "key-rotation-due";

  private final DataFolder folder;
  private final KeyRing keys;
  private final HomeFile home;
  private final DataKeys dataKeys;
  private final KeySlots slots;
  private final TierLock tiers;
  private final Erasures erasures;
  private final Rotation rotation;
  private final RecordStore records;
  private final AuditStore audit;
  private final SqliteFile history;
  private final JournalStore journal;
  private final ChunkStore chunks;
  private final RollupStore rollUps;
  private final StoreSize size;
  private final StoreNotices notices;
  private final BackupKeys backupKeys;
  private final List<Runnable> whenErased = new CopyOnWriteArrayList<>();
  private final StoreChecks checks;
  private volatile boolean renewalDue;

  private Vault(StoreFiles files, Sealing sealing, KeyRing keys, InstantSource clock) {
    this.folder = files.held;
    this.keys = keys;
    this.home = files.home;
    this.history = files.history;
    this.notices = files.notices;
    Aead aead = sealing.aead();
    this.dataKeys = new DataKeys(home, aead, sealing.hpke(), keys, sealing.random(), notices);
    this.slots =
        new KeySlots(
            home, folder, keys, aead, sealing.hpke(), sealing.random(), clock, files.notices);
    this.records = new RecordStore(home, aead, keys, sealing.random(), notices);
    ErasureRows erased = new ErasureRows(home, aead, keys, notices);
    this.erasures =
        new Erasures(
            folder.path(), home, history, erased, dataKeys, notices, sealing.random(), clock);
    this.rotation =
        new Rotation(
            home, keys, slots, dataKeys, records, erased, aead, sealing.hpke(), sealing.random());
    this.tiers = new TierLock(home, keys, dataKeys, slots, rotation, aead, clock);
    this.audit = new AuditStore(home, aead, dataKeys);
    PastBlobs blobs = new PastBlobs(aead, dataKeys, notices);
    this.journal = new JournalStore(history, blobs);
    this.chunks = new ChunkStore(history, blobs);
    this.rollUps = new RollupStore(history, blobs);
    this.size = new StoreSize(history, folder);
    folder.running();
    this.backupKeys = new BackupKeys(home, aead, sealing.hpke(), keys, sealing.vaultId());
    this.checks =
        new StoreChecks(
            home.file(), history, new RowOpeners(aead, sealing.hpke(), keys, dataKeys, erasures));
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
    return create(folder, slot, InstantSource.system());
  }

  /**
   * @param clock what slots note the time with at which they are made
   */
  public static Vault create(Path folder, Unlock slot, InstantSource clock) {
    try {
      return whileHeld(DataFolder.make(folder), held -> make(folder, held, slot, clock));
    } finally {
      Unlock.wipe(slot);
    }
  }

  /**
   * Opens what a slot opens: all, or the operating tier alone.
   *
   * @throws org.hearthhub.problem.NotFound if there is none
   * @throws org.hearthhub.problem.Refused if no slot opens with this: wrong passphrase or key file
   * @throws org.hearthhub.problem.Invalid if a recovery code was mistyped
   * @throws org.hearthhub.problem.Conflict if another hub has it open, or it is of a newer version,
   *     or belongs to another user of this machine
   * @throws org.hearthhub.problem.Broken if the files are damaged
   */
  public static Vault open(Path folder, Unlock unlock) {
    return open(folder, unlock, InstantSource.system());
  }

  /**
   * @param clock what slots note the time with at which they are made
   */
  public static Vault open(Path folder, Unlock unlock, InstantSource clock) {
    try {
      if (!exists(folder)) {
        throw noStore(folder);
      }
      return whileHeld(DataFolder.hold(folder), held -> open(held, unlock, clock));
    } finally {
      Unlock.wipe(unlock);
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

  private static Vault make(Path folder, DataFolder held, Unlock unlock, InstantSource clock) {
    if (exists(folder)) {
      throw new Conflict("store-exists", "There is a Hearth store in " + folder + " already.");
    }
    NewStore store = NewStore.make(held, unlock, SlotAbout.fresh("", clock.instant()));
    return withFiles(held, files -> new Vault(files, store.sealing(), store.keys(), clock));
  }

  static Vault open(DataFolder held, Unlock unlock, InstantSource clock) {
    held.requireBothFiles();
    return withFiles(
        held,
        files -> {
          Sealing sealing = Sealing.of(files.vaultId());
          SlotOpening opening = new SlotOpening(sealing.aead(), sealing.hpke(), held);
          try (SlotOpening.Opened opened = opening.open(files.home::read, unlock)) {
            KeyRing.Recipient past =
                files.home.read(db -> KeyRing.recipient(db, sealing.aead(), opened.keys()));
            KeyRing keys = new KeyRing(sealing.aead(), opened.keys(), past);
            Vault vault = new Vault(files, sealing, keys, clock);
            vault.slots.changed(
                () -> {
                  vault.slots.lookForDamage();
                  vault.slots.noteUse(opened);
                  return true;
                });
            vault.erasures.resume();
            vault.rotation.resume();
            return vault;
          }
        });
  }

  /** The files stay open in the vault, and are closed if there will be none. */
  private static Vault withFiles(DataFolder held, Function<StoreFiles, Vault> opening) {
    StoreFiles files = new StoreFiles(held);
    try {
      return opening.apply(files);
    } catch (RuntimeException | Error failed) {
      files.close();
      throw failed;
    }
  }

  /**
   * What its owner has to know of the store: damage that was found since it was opened and what was
   * done about it, and what the last stop may have cost. Empty when all is well.
   */
  public List<StoreNotice> notices() {
    return notices.all();
  }

  /** Adds something that another room noticed and its owner has to know; once. */
  public void notice(StoreNotice notice) {
    notices.add(notice.code(), notice.sentence());
  }

  /** Takes back notices that no longer hold. */
  public void retract(String code) {
    notices.retract(code);
  }

  /** The ways to open it. */
  public KeySlots slots() {
    return slots;
  }

  /** The operating tier always is, as long as the vault is open. */
  public boolean isOpen(Tier tier) {
    return keys.openTiers().contains(tier);
  }

  /**
   * @throws org.hearthhub.problem.Locked if the tier is not open
   */
  public void requireOpen(Tier tier) {
    if (tier == Tier.HISTORY) {
      keys.history();
    }
  }

  /** When it was opened, unlocked or locked last. */
  public Instant since() {
    return tiers.since();
  }

  /**
   * Opens the past on a running vault; what was recorded while it was locked is readable when this
   * returns. If it was open, the secret is only tried.
   *
   * @param unlock is wiped
   * @throws org.hearthhub.problem.Refused if it opens nothing, or not the past
   * @throws org.hearthhub.problem.Invalid if a recovery code was mistyped
   */
  public void unlock(Unlock unlock) {
    tiers.unlock(unlock);
    if (renewalDue) {
      renewAfterRemoval();
    }
  }

  /**
   * Locks the past: its keys leave the memory, and what comes is recorded unreadable until a person
   * unlocks it. If it was locked, nothing happens.
   *
   * @throws Conflict if no passphrase and no recovery code could open it again
   */
  public void lockHistory() {
    tiers.lockHistory();
  }

  /**
   * Erases everything a device ever said, for good: its keys, all that they sealed, and their
   * traces in the files. Readings that come meanwhile are stored under a fresh key. Works while the
   * past is locked, too.
   *
   * @return what was done, what could not be proven, and what is beyond its reach
   */
  public ErasureReport erase(DeviceId device) {
    try {
      return erasures.erase(device, tiers.watch());
    } finally {
      whenErased.forEach(Runnable::run);
    }
  }

  /** Runs after a device's past was erased, in the thread that did it. */
  public void whenErased(Runnable listener) {
    whenErased.add(listener);
  }

  /**
   * Whether something that was removed or erased still stands in a log, as somebody, perhaps a
   * backup, reads the store as it was.
   */
  public boolean owesWiping() {
    return home.owesScrub() || erasures.isOwed();
  }

  /** Tries again to wipe what {@link #owesWiping} tells of; cheap if there is nothing. */
  public void wipeWhatIsOwed() {
    try {
      if (home.owesScrub()) {
        home.scrub();
      }
      if (erasures.isOwed()) {
        erasures.resume();
      }
    } catch (Unavailable stopping) {
      // The next start empties the logs.
    }
  }

  /** What was erased, older first; a backup from before has to be told. */
  public List<Erasure> erasures() {
    return erasures.all();
  }

  /** What had been erased when the snapshot was taken. */
  public List<Erasure> erasures(Snapshot snapshot) {
    return erasures.all(snapshot);
  }

  /**
   * Erases what was erased after the backup was made that this vault was restored from. To be
   * called before anything uses the past.
   *
   * @return empty if there was nothing of it
   */
  public Optional<ErasureReport> apply(Erasure erasure) {
    return erasures.apply(erasure);
  }

  /**
   * Gives both tiers new keys, and what is stored from then on fresh data keys, while the home goes
   * on. What opens the vault stays the same. Copies from before open with the old keys.
   *
   * @throws org.hearthhub.problem.Locked if the past is locked
   * @throws Conflict if a slot was made by an older Hearth and its secret has not been used since
   */
  public void rotate() {
    rotation.rotate();
    renewalDue = false;
    notices.retract(RENEWAL_DUE);
    forgetBeforeMigration(); // those open with the keys of then
  }

  /** Problems as {@link #rotate}; changes nothing. */
  public void requireRotatable() {
    rotation.requirePossible();
  }

  /**
   * After something that opened the vault was removed or replaced: gives both tiers new keys, so
   * that its slot, put back from an earlier copy of the file, opens nothing. The copies from before
   * a migration, which it opens too, go as well. What cannot be done now is noticed, and done when
   * the past is unlocked.
   *
   * @return why it cannot be done now, for a person
   */
  public Optional<String> renewAfterRemoval() {
    try {
      forgetBeforeMigration();
      rotate();
      return Optional.empty();
    } catch (Locked | Conflict | Broken failed) {
      renewalDue = true;
      notices.retract(RENEWAL_DUE);
      notices.add(
          RENEWAL_DUE,
          "A key was removed or replaced, and the store could not be given new inner keys: "
              + failed.sentence()
              + " Until then, whoever has that key and a copy of the store from before could put it"
              + " back. Unlock the past, then: hearth keys rotate");
      return Optional.of(failed.sentence());
    }
  }

  /** Who keeps parts of the past in memory; for the history room. There is one at most. */
  public void watchPast(PastWatch watch) {
    tiers.watchPast(watch);
  }

  /** Runs after the past was locked or unlocked, in the thread that did it. */
  public void whenTiersChange(Runnable listener) {
    tiers.whenTiersChange(listener);
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

  /** The data folder. */
  public Path folder() {
    return folder.path();
  }

  /** Who can open backups; for the backup room. */
  public BackupKeys backupKeys() {
    return backupKeys;
  }

  /** Looks at the live store, or at a copy of it; for the backup room. */
  public StoreChecks checks() {
    return checks;
  }

  /** Whether it keeps a copy of itself from before its layout was changed. */
  public boolean keepsBeforeMigration() {
    return BeforeMigration.isKept(folder.path());
  }

  /** Removes the copies from before a migration, once a proven backup holds what was. */
  public void forgetBeforeMigration() {
    BeforeMigration.forget(folder.path());
  }

  /** Both files as they are at one moment of this call, while the hub goes on. */
  public Snapshot snapshot() {
    return Snapshot.of(home.file(), history, this::wipeWhatIsOwed);
  }

  /** Hours and days of readings; for the history room. */
  public RollupStore rollUps() {
    return rollUps;
  }

  /** How large the files are. */
  public StoreSize size() {
    return size;
  }

  /** Commits what is waiting, closes both files and releases the folder. */
  @Override
  public void close() {
    folder.closing();
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
}
