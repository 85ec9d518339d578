package org.hearthhub.app.settings;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.NotFound;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.toml.TomlMapper;

/** The one TOML file: a flat list of {@code key = value}. */
final class ConfigFile {
  private static final long MOST_BYTES = 64 * 1024;

  private final Path path;
  private final String text;

  private ConfigFile(Path path, String text) {
    this.path = path;
    this.text = text;
  }

  /**
   * @throws Invalid if it is no TOML, or sets what cannot be set; the sentence names key and line
   */
  static Map<Setting, Given> read(Path path) {
    return new ConfigFile(path, text(path)).settings();
  }

  private static String text(Path path) {
    try {
      if (Files.size(path) > MOST_BYTES) {
        throw new Invalid("config-too-large", path + " is too large for a configuration file.");
      }
      return Files.readString(path);
    } catch (MalformedInputException notText) {
      throw new Invalid("config-not-text", path + " is not UTF-8 text.");
    } catch (IOException unreadable) {
      throw new NotFound("no-config", "The configuration file " + path + " cannot be read.");
    }
  }

  private Map<Setting, Given> settings() {
    Map<Setting, Given> found = new EnumMap<>(Setting.class);
    for (Map.Entry<String, JsonNode> entry : tree().properties()) {
      String key = entry.getKey();
      Setting setting = Setting.keyed(key).orElseThrow(() -> unknown(key));
      found.put(setting, new Given(value(entry), "%s in %s".formatted(key, place(key))));
    }
    return found;
  }

  private JsonNode tree() {
    try {
      return new TomlMapper().readTree(text);
    } catch (JacksonException wrong) {
      int line = wrong.getLocation() == null ? 0 : wrong.getLocation().getLineNr();
      throw new Invalid(
          "bad-config",
          "The configuration file %s is not valid TOML%s."
              .formatted(path, line > 0 ? ": look at line " + line : ""));
    }
  }

  private String value(Map.Entry<String, JsonNode> entry) {
    JsonNode node = entry.getValue();
    if (node.isString() || node.isIntegralNumber()) {
      return node.asString();
    }
    throw new Invalid(
        "bad-setting",
        "%s in %s must be a text or a whole number."
            .formatted(entry.getKey(), place(entry.getKey())));
  }

  private Invalid unknown(String key) {
    return new Invalid(
        "unknown-setting", "%s has an unknown setting: %s.".formatted(place(key), key));
  }

  /** The tree has no line numbers, so the key is looked up in the text. */
  private String place(String key) {
    Pattern begins = Pattern.compile("\\s*\\[*[\"']?" + Pattern.quote(key) + "\\b.*");
    int line = 0;
    for (String each : text.lines().toList()) {
      line++;
      if (begins.matcher(each).matches()) {
        return path + " line " + line;
      }
    }
    return path.toString();
  }
}
