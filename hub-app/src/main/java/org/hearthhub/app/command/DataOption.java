package org.hearthhub.app.command;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.hearthhub.app.settings.Setting;
import org.hearthhub.app.settings.Settings;
import org.hearthhub.app.settings.SettingsSources;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command that is about one home takes. */
final class DataOption {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = {
        "The folder that holds the home. Usual: ~/.local/share/hearth, for root /var/lib/hearth."
      })
  @Nullable Path data;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = {
        "A TOML file of settings, one 'key = value' a line, keys as the options without dashes."
            + " Usual: ~/.config/hearth/hearth.toml, for root /etc/hearth/hearth.toml."
      })
  @Nullable Path config;

  Settings settings() {
    return settings(new EnumMap<>(Setting.class));
  }

  Settings settings(Map<Setting, String> flags) {
    Map<Setting, String> all = new EnumMap<>(Setting.class);
    all.putAll(flags);
    Optional.ofNullable(data).ifPresent(chosen -> all.put(Setting.DATA, chosen.toString()));
    return SettingsSources.ofThisProcess().settings(all, Optional.ofNullable(config));
  }
}
