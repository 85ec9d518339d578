package org.hearthhub.app.command;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.hearthhub.app.settings.Setting;
import org.hearthhub.app.settings.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a command that starts a hub takes. */
final class HubOptions {
  @Mixin DataOption data = new DataOption();

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      converter = PortConverter.class,
      description = "Where to serve HTTP; 0 takes any free port. Usual: 8080.")
  @Nullable Integer httpPort;

  @Option(
      names = "--coap-port",
      paramLabel = "PORT",
      converter = PortConverter.class,
      description = "Where devices reach the hub over CoAP; 0 takes any free port. Usual: 5683.")
  @Nullable Integer coapPort;

  @Option(
      names = "--coaps-port",
      paramLabel = "PORT",
      converter = PortConverter.class,
      description =
          "Where paired devices reach the hub over secure CoAP; 0 takes any free port. Usual:"
              + " 5684.")
  @Nullable Integer coapsPort;

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description =
          "Unlocks the home's store; made if the store is new. Never inside the data folder. Usual:"
              + " one in ~/.config/hearth/keys, for root /etc/hearth/keys.")
  @Nullable Path keyFile;

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description = "Unlocks the home's store with the passphrase on the first line of this file.")
  @Nullable Path passphraseFile;

  /** For a demo: of the data folder and the keys, only what stands on this command line counts. */
  Settings demoSettings() {
    return settings(Map.of())
        .openedOnlyWith(
            Optional.ofNullable(keyFile).map(Path::toAbsolutePath),
            Optional.ofNullable(passphraseFile).map(Path::toAbsolutePath));
  }

  Settings settings(Map<Setting, String> more) {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    flags.putAll(more);
    put(flags, Setting.HTTP_PORT, httpPort);
    put(flags, Setting.COAP_PORT, coapPort);
    put(flags, Setting.COAPS_PORT, coapsPort);
    put(flags, Setting.KEY_FILE, keyFile);
    put(flags, Setting.PASSPHRASE_FILE, passphraseFile);
    return data.settings(flags);
  }

  static void put(Map<Setting, String> flags, Setting setting, @Nullable Object value) {
    Optional.ofNullable(value).ifPresent(given -> flags.put(setting, given.toString()));
  }
}
