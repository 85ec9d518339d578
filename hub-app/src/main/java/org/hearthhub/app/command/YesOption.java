package org.hearthhub.app.command;

import java.io.Console;
import java.util.Optional;
import org.hearthhub.problem.Invalid;
import picocli.CommandLine.Option;

/** A plain question before what cannot be undone. */
final class YesOption {
  @Option(names = "--yes", description = "Do not ask before what cannot be undone.")
  boolean yes;

  /**
   * @param question what is about to happen, as a question
   * @throws Invalid if the answer is not yes, or nobody is there to ask
   */
  void ask(String question) {
    if (yes) {
      return;
    }
    Optional<Console> console = Optional.ofNullable(System.console()).filter(Console::isTerminal);
    if (console.isEmpty()) {
      throw new Invalid(
          "not-asked", "This cannot be undone, and nobody is there to ask. Add --yes to do it.");
    }
    String answer = console.get().readLine("%s Type yes: ", question);
    if (answer == null || !answer.strip().equalsIgnoreCase("yes")) {
      throw new Invalid("not-wanted", "Nothing was changed.");
    }
  }
}
