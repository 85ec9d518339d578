package org.hearthhub.vault;

import java.sql.SQLException;
import org.hearthhub.problem.Broken;
import org.hearthhub.problem.Conflict;
import org.hearthhub.problem.Problem;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What SQLite's result codes mean to a person. */
final class StoreProblems {
  private StoreProblems() {}

  static Problem of(String file, SQLException failed) {
    // Extended codes carry their family in the lowest octet.
    int code =
        (failed instanceof SQLiteException sqlite
                ? sqlite.getResultCode()
                : SQLiteErrorCode.UNKNOWN_ERROR)
            .code;
    return switch (code & 0xFF) {
      case 13 ->
          new Broken(
              "disk-full",
              "The disk is full: "
                  + file
                  + " cannot grow. Free some space; what was stored before is safe.",
              failed);
      case 10 ->
          new Broken(
              "disk-error",
              "The disk failed while Hearth used "
                  + file
                  + ". Check the disk; what was stored before may still be there.",
              failed);
      case 11, 26 -> damaged(file, "its pages do not fit together", failed);
      case 8, 14, 3, 23 ->
          new Broken(
              "store-not-writable",
              file
                  + " cannot be opened for writing. Check that the disk is not read-only and that"
                  + " the file is yours.",
              failed);
      case 5, 6 ->
          new Conflict(
              "store-busy", "Another program uses " + file + ". Close it, then try again.");
      default ->
          new Broken("store-failed", "SQLite could not do its work on " + file + ".", failed);
    };
  }

  /** A part of a file that is not as Hearth wrote it. */
  static Broken damaged(String file, String what) {
    return new Broken("store-damaged", sentence(file, what), null);
  }

  private static Broken damaged(String file, String what, Throwable cause) {
    return new Broken("store-damaged", sentence(file, what), cause);
  }

  private static String sentence(String file, String what) {
    return file
        + " is damaged: "
        + what
        + ". Keep a copy of the folder as it is, then restore a backup.";
  }
}
