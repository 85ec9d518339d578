package org.hearthhub.backup;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What else of the data folder a restored home needs: its certificates, so that phones that trust
 * them go on doing so, and the folder's random name. Key files lie elsewhere and never go along.
 */
final class Extras {
  static final String TLS = "tls";
  static final String FOLDER_ID = "hearth.id";
  private static final int MOST_OCTETS = 1 << 20;
  private static final int MOST_FILES = 32;
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private Extras() {}

  /** Names are relative to the data folder. */
  static Map<String, byte[]> of(Path dataFolder) {
    Map<String, byte[]> extras = new LinkedHashMap<>();
    try {
      take(dataFolder.resolve(FOLDER_ID), FOLDER_ID, extras);
      Path tls = dataFolder.resolve(TLS);
      if (Files.isDirectory(tls)) {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(tls)) {
          for (Path each : all) {
            String name = String.valueOf(each.getFileName());
            if (PLAIN.matcher(name).matches()) {
              take(each, TLS + "/" + name, extras);
            }
          }
        }
      }
      return extras;
    } catch (IOException failed) {
      throw BackupFolder.problem(dataFolder, failed);
    }
  }

  private static void take(Path file, String name, Map<String, byte[]> extras) throws IOException {
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Files.size(file) <= MOST_OCTETS
        && extras.size() < MOST_FILES) {
      extras.put(name, Files.readAllBytes(file));
    }
  }

  /** Whether a restore may make a file of this name; others would leave the folder. */
  static boolean isAllowed(String name) {
    return name.equals("home.db")
        || name.equals("history.db")
        || name.equals(FOLDER_ID)
        || (name.startsWith(TLS + "/")
            && PLAIN.matcher(name.substring(TLS.length() + 1)).matches());
  }
}
