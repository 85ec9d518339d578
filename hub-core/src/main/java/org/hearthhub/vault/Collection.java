package org.hearthhub.vault;

/** The kinds of sealed records in {@code home.db}; numbers are for ever. */
public enum Collection {
  HOME(1),
  ROOM(2),
  DEVICE(3),
  IGNORED(4),
  RESIDENT(5),
  SESSION(6),
  SERIES(7),
  SETTING(8),
  CREDENTIAL(9),
  COMMAND(10),
  KEEPING(20),
  AUDIT_LOG(21),
  PAST_ZONE(22),
  PAST_CLOCK(23),
  BACKUP(30),
  BACKUP_PLAN(31);

  private final int number;

  Collection(int number) {
    this.number = number;
  }

  /** What stands in the file. */
  public int number() {
    return number;
  }

  static Collection of(long number) {
    for (Collection collection : values()) {
      if (collection.number == number) {
        return collection;
      }
    }
    throw ByteSource.malformed();
  }
}
