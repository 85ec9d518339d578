package org.hearthhub.vault;

import java.nio.file.Path;

/**
 * The sealed store of one home: {@code home.db} and {@code history.db} in the data folder, their
 * keys, and the lock that keeps a second hub out. Nothing is written that was not encrypted before.
 * Thread-safe.
 */
public final class Vault implements AutoCloseable {
  Vault() {}

  /** Whether the folder holds a vault. */
  public static boolean exists(Path folder) {
    throw new UnsupportedOperationException();
  }

  /**
   * Makes a new vault, the folder too if need be (mode 0700), with one key slot.
   *
   * @throws org.hearthhub.problem.Conflict if there is one, or another hub has the folder open
   * @throws org.hearthhub.problem.Broken if the folder cannot be written, and why
   */
  public static Vault create(Path folder, Unlock slot) {
    throw new UnsupportedOperationException();
  }

  /**
   * @throws org.hearthhub.problem.NotFound if there is none
   * @throws org.hearthhub.problem.Refused if no slot opens with this: wrong passphrase or key file
   * @throws org.hearthhub.problem.Conflict if another hub has it open, or it is of a newer version,
   *     or belongs to another user of this machine
   * @throws org.hearthhub.problem.Broken if the files are damaged
   */
  public static Vault open(Path folder, Unlock unlock) {
    throw new UnsupportedOperationException();
  }

  /** Adds a way to unlock; what is there keeps working. Durable when it returns. */
  public void addSlot(Unlock slot) {
    throw new UnsupportedOperationException();
  }

  /** Sealed records in {@code home.db}. */
  public RecordStore records() {
    throw new UnsupportedOperationException();
  }

  /** Commits what is waiting, closes both files and releases the folder. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
