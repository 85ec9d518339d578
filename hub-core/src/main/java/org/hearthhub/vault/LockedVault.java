package org.hearthhub.vault;

import java.nio.file.Path;
import java.time.InstantSource;
import org.hearthhub.problem.Conflict;
import org.hearthhub.problem.NotFound;

/**
 * A vault that nobody has opened yet. Its folder is held, so that no second hub gets it while
 * somebody looks for the key. Thread-safe.
 */
public final class LockedVault implements AutoCloseable {
  private final DataFolder folder;
  private boolean opened;
  private boolean closed;

  private LockedVault(DataFolder folder) {
    this.folder = folder;
  }

  /**
   * @throws NotFound if there is no vault
   * @throws Conflict if another hub has the folder open, or it belongs to another user
   * @throws org.hearthhub.problem.Broken if one of its files is missing
   */
  public static LockedVault hold(Path folder) {
    if (!Vault.exists(folder)) {
      throw Vault.noStore(folder);
    }
    DataFolder held = DataFolder.hold(folder);
    try {
      held.requireBothFiles();
      return new LockedVault(held);
    } catch (RuntimeException | Error failed) {
      held.close();
      throw failed;
    }
  }

  /**
   * Opens it; the folder belongs to the vault from then on. May be tried again after a failure.
   *
   * @throws org.hearthhub.problem.Refused if no slot opens with this
   * @throws Conflict if it is open already, or its files are of a newer version
   * @throws org.hearthhub.problem.Broken if the files are damaged
   */
  public synchronized Vault open(Unlock unlock) {
    try {
      if (opened || closed) {
        throw new Conflict("store-open", "The store is open already.");
      }
      Vault vault = Vault.open(folder, unlock, InstantSource.system());
      opened = true;
      return vault;
    } finally {
      Unlock.wipe(unlock);
    }
  }

  /** Lets the folder go, unless it belongs to an open vault by now. */
  @Override
  public synchronized void close() {
    closed = true;
    if (!opened) {
      folder.close();
    }
  }
}
