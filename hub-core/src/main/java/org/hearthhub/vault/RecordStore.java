package org.hearthhub.vault;

import java.util.List;

/**
 * Sealed records in {@code home.db}: few, small, read once at start and kept in memory by the room
 * that owns them. Each write is durable (synchronous=FULL) when it returns; writes of many threads
 * share a commit. Thread-safe.
 */
public final class RecordStore {
  RecordStore() {}

  /** A record and its name. */
  public record Stored(RecordId id, Fields fields) {}

  /** All records of a collection, in the order they were first written. */
  public List<Stored> all(Collection collection) {
    throw new UnsupportedOperationException();
  }

  /** Writes a new record. */
  public RecordId add(Collection collection, Fields.Writer fields) {
    throw new UnsupportedOperationException();
  }

  /** Writes a record that is there in a new form. */
  public void replace(Collection collection, RecordId id, Fields.Writer fields) {
    throw new UnsupportedOperationException();
  }

  /** Removes a record; one that is not there is no mistake. */
  public void remove(Collection collection, RecordId id) {
    throw new UnsupportedOperationException();
  }
}
