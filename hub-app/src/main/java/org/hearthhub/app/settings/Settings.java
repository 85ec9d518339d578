package org.hearthhub.app.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What holds for one run of the program, every source taken together.
 *
 * @param data the data folder, as somebody chose it; empty for the usual one
 * @param networkInterface the only network interface to use; empty for the whole home network
 * @param keyFile the key file to unlock with, as somebody chose it
 * @param passphraseFile where the passphrase to unlock with stands
 * @param passphrase the passphrase itself, which only the environment can give
 * @param credential what systemd handed to the service to open the store with
 * @param folders the usual places of this user
 */
public record Settings(
    Optional<Path> data,
    Port httpPort,
    Port httpsPort,
    Port coapPort,
    Port coapsPort,
    Optional<String> networkInterface,
    Optional<Path> keyFile,
    Optional<Path> passphraseFile,
    Optional<Passphrase> passphrase,
    Optional<Path> credential,
    Folders folders) {

  public static final int HTTP_PORT = 8080;
  public static final int HTTPS_PORT = 8443;
  public static final int COAP_PORT = 5683;
  public static final int COAPS_PORT = 5684;

  /** Where paired devices reach the hub; with any port for the others, any port for these too. */
  public int securePort() {
    return coapsPort.chosen() || coapPort.number() != 0 ? coapsPort.number() : 0;
  }

  /** The data folder: the chosen one, or the usual one. */
  public Path dataFolder() {
    return data.orElse(folders.data());
  }

  /**
   * The same, with nothing else to open a store with: what the environment or the configuration
   * file say about the real home does not hold for a throw-away one.
   */
  public Settings openedOnlyWith(Optional<Path> key, Optional<Path> passphraseOf) {
    return new Settings(
        Optional.empty(),
        httpPort,
        httpsPort,
        coapPort,
        coapsPort,
        networkInterface,
        key,
        passphraseOf,
        Optional.empty(),
        Optional.empty(),
        folders);
  }

  /** A passphrase that never shows itself. */
  public record Passphrase(String secret) {
    @Override
    public String toString() {
      return "Passphrase[…]";
    }
  }
}
