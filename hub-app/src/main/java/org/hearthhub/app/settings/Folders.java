package org.hearthhub.app.settings;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The usual places of the user that runs Hearth: those of the XDG Base Directory specification, or
 * {@code /var/lib} and {@code /etc} for root, whose home is no place for a service.
 *
 * @param data where the home is kept
 * @param config where the configuration file and the key files are; never inside the data folder
 */
public record Folders(Path data, Path config) {

  public static Folders of(Map<String, String> environment, String user, Path home) {
    boolean root = user.equals("root");
    Path data = root ? Path.of("/var/lib") : home.resolve(".local/share");
    Path config = root ? Path.of("/etc") : home.resolve(".config");
    return new Folders(
        xdg(environment, "XDG_DATA_HOME").orElse(data).resolve("hearth"),
        xdg(environment, "XDG_CONFIG_HOME").orElse(config).resolve("hearth"));
  }

  /** Read when no other configuration file is named; need not exist. */
  public Path configFile() {
    return config.resolve("hearth.toml");
  }

  /** Where key files are made. */
  public Path keys() {
    return config.resolve("keys");
  }

  /** The specification says: relative ones are to be ignored. */
  private static Optional<Path> xdg(Map<String, String> environment, String variable) {
    return Optional.ofNullable(environment.get(variable)).map(Path::of).filter(Path::isAbsolute);
  }
}
