package org.hearthhub.app.command;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.hearthhub.app.settings.Setting;
import org.hearthhub.app.settings.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What opens the store where no hub runs. */
final class KeyOption {
  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description =
          "Opens the store if no hub runs. Usual: the one in ~/.config/hearth/keys, for root"
              + " /etc/hearth/keys; else the passphrase is asked for.")
  @Nullable Path keyFile;

  Settings settings(DataOption data) {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    HubOptions.put(flags, Setting.KEY_FILE, keyFile);
    return data.settings(flags);
  }
}
