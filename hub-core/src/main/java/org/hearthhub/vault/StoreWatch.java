package org.hearthhub.vault;

/** Who follows a look at a store. */
public interface StoreWatch {
  /** Told now and then how far it is. */
  void reached(String table, long done, long all);

  /** Told the commitments of the audit journal, from the first on. */
  void commitment(byte[] leaf);

  /** Asked now and then; what was begun ends with what was found until then. */
  boolean goesOn();
}
