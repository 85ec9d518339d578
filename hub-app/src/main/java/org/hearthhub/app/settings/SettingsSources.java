package org.hearthhub.app.settings;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.hearthhub.app.settings.Settings.Passphrase;
import org.hearthhub.problem.Invalid;

/**
 * Takes the sources together: a flag wins over the environment, that over the configuration file,
 * that over what is usual.
 */
public final class SettingsSources {
  private static final String CONFIG_VARIABLE = "HEARTH_CONFIG";
  private static final String PASSPHRASE_VARIABLE = "HEARTH_PASSPHRASE";

  private static final String CREDENTIALS_VARIABLE = "CREDENTIALS_DIRECTORY";
  private static final String CREDENTIAL = "hearth.key";

  private final Map<String, String> environment;
  private final Folders folders;

  public SettingsSources(Map<String, String> environment, Folders folders) {
    this.environment = environment;
    this.folders = folders;
  }

  /** The sources of this process. */
  public static SettingsSources ofThisProcess() {
    Map<String, String> environment = System.getenv();
    Path home = Path.of(System.getProperty("user.home", "/"));
    return new SettingsSources(
        environment, Folders.of(environment, System.getProperty("user.name", ""), home));
  }

  /**
   * @param flags what stood on the command line
   * @param configFile the file that stood there
   * @throws Invalid if a setting cannot be what it is set to; the sentence says who set it
   */
  public Settings settings(Map<Setting, String> flags, Optional<Path> configFile) {
    Map<Setting, Given> given = new EnumMap<>(Setting.class);
    configFile(configFile).ifPresent(file -> given.putAll(ConfigFile.read(file)));
    for (Setting setting : Setting.values()) {
      String variable = setting.variable();
      Optional.ofNullable(environment.get(variable))
          .filter(text -> !text.isBlank())
          .ifPresent(text -> given.put(setting, new Given(text, variable)));
    }
    flags.forEach((setting, text) -> given.put(setting, new Given(text, setting.flag())));
    return settings(given);
  }

  private Optional<Path> configFile(Optional<Path> named) {
    return named
        .or(() -> Optional.ofNullable(environment.get(CONFIG_VARIABLE)).map(Path::of))
        .or(() -> Optional.of(folders.configFile()).filter(Files::exists));
  }

  private Settings settings(Map<Setting, Given> given) {
    return new Settings(
        path(given, Setting.DATA),
        port(given, Setting.HTTP_PORT, Settings.HTTP_PORT),
        port(given, Setting.HTTPS_PORT, Settings.HTTPS_PORT),
        port(given, Setting.COAP_PORT, Settings.COAP_PORT),
        port(given, Setting.COAPS_PORT, Settings.COAPS_PORT),
        Optional.ofNullable(given.get(Setting.INTERFACE)).map(found -> found.text().strip()),
        path(given, Setting.KEY_FILE),
        path(given, Setting.PASSPHRASE_FILE),
        Optional.ofNullable(environment.get(PASSPHRASE_VARIABLE)).map(Passphrase::new),
        credential(),
        folders);
  }

  /** systemd.exec(5): {@code LoadCredential=hearth.key} and its encrypted sister put it there. */
  private Optional<Path> credential() {
    return Optional.ofNullable(environment.get(CREDENTIALS_VARIABLE))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder).resolve(CREDENTIAL))
        .filter(Files::isRegularFile);
  }

  private static Port port(Map<Setting, Given> given, Setting setting, int usual) {
    Given found = given.get(setting);
    if (found == null) {
      return new Port(usual, false);
    }
    try {
      int number = Integer.parseInt(found.text().strip());
      if (number >= 0 && number <= 65535) {
        return new Port(number, true);
      }
    } catch (NumberFormatException notANumber) {
      // Said below, as for a number out of range.
    }
    throw new Invalid(
        "bad-port",
        "%s must be a port, 0 to 65535 (0 for any free one), not '%s'."
            .formatted(found.where(), found.text()));
  }

  private static Optional<Path> path(Map<Setting, Given> given, Setting setting) {
    return Optional.ofNullable(given.get(setting)).map(SettingsSources::path);
  }

  private static Path path(Given found) {
    try {
      return Path.of(found.text()).toAbsolutePath().normalize();
    } catch (InvalidPathException impossible) {
      throw new Invalid("bad-path", found.where() + " is not a path.");
    }
  }
}
