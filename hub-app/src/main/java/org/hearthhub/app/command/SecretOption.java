package org.hearthhub.app.command;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.hearthhub.problem.Broken;
import org.hearthhub.problem.Invalid;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * A secret that a person types. It never stands on the command line, where other users of the
 * machine could read it.
 */
final class SecretOption {
  private static final int LONGEST = 1_000;

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description =
          "Read it from the first line of this file; - is standard input. Usual: it is asked for.")
  @Nullable Path file;

  /**
   * The secret; from the console, or the first line of standard input where there is none.
   *
   * @param prompt what is asked for, for example {@code Passphrase}
   */
  char[] read(String prompt) {
    if (file != null && !file.toString().equals("-")) {
      return fromFile(file);
    }
    Optional<Console> console = console();
    if (console.isPresent() && file == null) {
      return given(console.get().readPassword("%s: ", prompt));
    }
    return fromStandardInput();
  }

  /**
   * A new secret; typed twice where there is a console.
   *
   * @throws Invalid if the two are not the same
   */
  char[] readNew(String prompt) {
    char[] first = read(prompt);
    if (file == null && console().isPresent()) {
      char[] again = given(console().get().readPassword("%s, once more: ", prompt));
      if (!java.util.Arrays.equals(first, again)) {
        throw new Invalid("typed-differently", "The two are not the same; nothing was changed.");
      }
    }
    return first;
  }

  private static Optional<Console> console() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal);
  }

  /** The first line of a file. */
  static char[] fromFile(Path file) {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      return firstLine(lines);
    } catch (IOException unreadable) {
      throw new Broken(
          "passphrase-file-unreadable",
          "The passphrase file " + file + " cannot be read.",
          unreadable);
    }
  }

  private static char[] fromStandardInput() {
    try {
      return firstLine(
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8), LONGEST));
    } catch (IOException unreadable) {
      throw new Broken("no-input", "Standard input cannot be read.", unreadable);
    }
  }

  private static char[] firstLine(BufferedReader lines) throws IOException {
    String line = lines.readLine();
    return given(line == null ? null : line.toCharArray());
  }

  private static char[] given(char @Nullable [] secret) {
    if (secret == null || secret.length == 0 || secret.length > LONGEST) {
      throw new Invalid("no-passphrase", "Nothing was typed; nothing was changed.");
    }
    return secret;
  }
}
