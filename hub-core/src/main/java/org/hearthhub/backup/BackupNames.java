package org.hearthhub.backup;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What files of one home are called in a backup folder, which several homes may share: {@code
 * hearth-1a2b-2026-11-22T030000Z.hearth}, where the four are of the store's random name.
 */
record BackupNames(String home) {
  static final String EXTENSION = ".hearth";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final int TIME_LENGTH = "2026-11-22T030000Z".length();
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9-]{1,80}\\.hearth(\\.failed)?");

  static BackupNames of(byte[] vaultId) {
    return new BackupNames("hearth-" + HexFormat.of().formatHex(vaultId, 0, 2));
  }

  String of(Instant made) {
    return home + "-" + TIME.format(made) + EXTENSION;
  }

  /** One that could not be finished, or is being written. */
  static String unfinished(String name) {
    return "." + name + ".part";
  }

  static String failed(String name) {
    return name + ".failed";
  }

  String erasures() {
    return home + "-erasures" + EXTENSION;
  }

  /** Says that this is the folder that a person named. */
  String marker() {
    return "." + home + "-backups";
  }

  /** What a name says; it may be a second off where two were made in one. */
  Optional<Instant> made(String name) {
    int from = home.length() + 1;
    if (name.length() < from + TIME_LENGTH) {
      return Optional.empty();
    }
    try {
      return Optional.of(TIME.parse(name.substring(from, from + TIME_LENGTH), Instant::from));
    } catch (DateTimeException noTime) {
      return Optional.empty();
    }
  }

  boolean isBackup(String name) {
    return isSafe(name) && name.startsWith(home + "-2") && name.endsWith(EXTENSION);
  }

  boolean isFailed(String name) {
    return isSafe(name) && name.startsWith(home + "-2") && name.endsWith(failed(EXTENSION));
  }

  boolean isUnfinished(String name) {
    return name.startsWith("." + home + "-") && name.endsWith(".part");
  }

  /** Whether it can only be a file's name, wherever it comes from. */
  static boolean isSafe(String name) {
    return SAFE.matcher(name).matches();
  }
}
