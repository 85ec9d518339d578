package org.hearthhub.app.command;

import java.io.PrintWriter;
import org.hearthhub.problem.Problem;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Runs what was typed. The one place that turns failures into command-line text: one line on
 * standard error, never a stack trace.
 */
public final class CommandTree {
  /** Wrong usage. */
  private static final int USAGE = 2;

  /** It did not work. */
  private static final int FAILED = 1;

  private final CommandLine line;

  public CommandTree(PrintWriter out, PrintWriter err) {
    this.line =
        new CommandLine(new HearthCommand())
            .setOut(out)
            .setErr(err)
            .setUsageHelpWidth(100)
            .setAbbreviatedOptionsAllowed(false)
            .setParameterExceptionHandler(CommandTree::wrongUsage)
            .setExecutionExceptionHandler(CommandTree::failed);
  }

  /** The exit code: 0 done, 1 failed, 2 wrong usage. */
  public int run(String... arguments) {
    return line.execute(arguments);
  }

  private static int wrongUsage(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    String sentence =
        firstLine(String.valueOf(wrong.getMessage()))
            .replaceFirst("^Error: ", "")
            .replaceFirst(
                "^Unmatched arguments? (?:at|from) index \\d+: ",
                command.getSubcommands().isEmpty() ? "Not understood: " : "There is no command ")
            .replaceFirst("^(.+) are mutually exclusive \\(.*", "Choose only one of: $1");
    String stop = sentence.endsWith(".") ? "" : ".";
    command
        .getErr()
        .println(
            "hearth: %s%s See: %s --help"
                .formatted(sentence, stop, command.getCommandSpec().qualifiedName()));
    return USAGE;
  }

  private static int failed(Exception failure, CommandLine command, ParseResult parsed) {
    String sentence =
        switch (failure) {
          case Problem problem -> firstLine(problem.sentence());
          default -> unexpected(failure);
        };
    command.getErr().println("hearth: " + sentence);
    return FAILED;
  }

  /** The message is left out: it may carry what is nobody's business. */
  private static String unexpected(Exception failure) {
    LoggerFactory.getLogger(CommandTree.class).debug("Unexpected failure", failure);
    String place = failure.getStackTrace().length == 0 ? "" : " at " + failure.getStackTrace()[0];
    return "Something went wrong inside Hearth (%s%s). With --verbose the log on standard error says more."
        .formatted(failure.getClass().getSimpleName(), place);
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
