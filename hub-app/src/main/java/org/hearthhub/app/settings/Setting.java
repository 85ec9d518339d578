package org.hearthhub.app.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * One thing that can be set. Its key is the flag without dashes and the key in the configuration
 * file; in the environment it is {@code HEARTH_} and the key in capitals.
 */
public enum Setting {
  DATA,
  HTTP_PORT,
  HTTPS_PORT,
  COAP_PORT,
  COAPS_PORT,
  INTERFACE,
  KEY_FILE,
  PASSPHRASE_FILE;

  /** For example {@code http-port}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** For example {@code --http-port}. */
  public String flag() {
    return "--" + key();
  }

  /** For example {@code HEARTH_HTTP_PORT}. */
  public String variable() {
    return "HEARTH_" + name();
  }

  static Optional<Setting> keyed(String key) {
    return Arrays.stream(values()).filter(setting -> setting.key().equals(key)).findFirst();
  }
}
