package org.hearthhub.app.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What holds for one run of the program, every source taken together.
 *
 * @param data the data folder, as somebody chose it; empty for the usual one
 * @param interfaces names of the only network interfaces to use; empty for all of the home network
 * @param keyFile the key file to unlock with, as somebody chose it
 * @param passphraseFile where the passphrase to unlock with stands
 * @param passphrase the passphrase itself, which only the environment can give
 * @param folders the usual places of this user
 */
public record Settings(
    Optional<Path> data,
    Port httpPort,
    Port httpsPort,
    Port coapPort,
    List<String> interfaces,
    Optional<Path> keyFile,
    Optional<Path> passphraseFile,
    Optional<Passphrase> passphrase,
    Folders folders) {

  public static final int HTTP_PORT = 8080;
  public static final int HTTPS_PORT = 8443;
  public static final int COAP_PORT = 5683;

  public Settings {
    interfaces = List.copyOf(interfaces);
  }

  /** The data folder: the chosen one, or the usual one. */
  public Path dataFolder() {
    return data.orElse(folders.data());
  }

  /** A passphrase that never shows itself. */
  public record Passphrase(String secret) {
    @Override
    public String toString() {
      return "Passphrase[…]";
    }
  }
}
