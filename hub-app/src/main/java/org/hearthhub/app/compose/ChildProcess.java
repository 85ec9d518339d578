package org.hearthhub.app.compose;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.hearthhub.problem.Broken;

/**
 * Another process of this program. The pipe to its standard input is its lifeline: it ends when
 * that ends, however we end.
 */
public final class ChildProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final String MAIN = "org.hearthhub.app.Hearth";

  private final Process process;
  private volatile boolean closing;

  private ChildProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts {@code hearth} with these arguments; what it says on standard error goes to ours.
   *
   * @param flags for its Java machine
   * @param output where its standard output goes
   */
  public static ChildProcess start(List<String> flags, List<String> arguments, Redirect output) {
    return start(List.of(), flags, arguments, output);
  }

  /**
   * As above, by way of another program that becomes it.
   *
   * @param wrapper that program and its arguments
   */
  public static ChildProcess start(
      List<String> wrapper, List<String> flags, List<String> arguments, Redirect output) {
    List<String> whole = new ArrayList<>(wrapper);
    whole.addAll(command(flags, arguments));
    try {
      return new ChildProcess(
          new ProcessBuilder(whole).redirectOutput(output).redirectError(Redirect.INHERIT).start());
    } catch (IOException failed) {
      throw new Broken("no-child", "Another process could not be started.", failed);
    }
  }

  /** The command line that starts this very program once more. */
  public static List<String> command(List<String> flags, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
    command.addAll(arguments);
    return command;
  }

  public Process process() {
    return process;
  }

  /** Tells the exit code when it ends without being asked. */
  public void whenItEnds(IntConsumer listener) {
    Thread.ofVirtual()
        .name("child-watch")
        .start(
            () -> {
              int code = process.onExit().join().exitValue();
              if (!closing) {
                listener.accept(code);
              }
            });
  }

  /** Cuts the lifeline, and waits a little before it insists. */
  @Override
  public void close() {
    closing = true;
    try {
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException alreadyGone) {
      process.destroyForcibly();
    } catch (InterruptedException stopping) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
