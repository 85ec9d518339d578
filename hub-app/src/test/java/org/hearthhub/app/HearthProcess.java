package org.hearthhub.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * {@code hearth} as a person or a script runs it: a process of its own on the class path of this
 * build, with homes and temporary files of its own.
 */
public final class HearthProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final Path out;
  private final Path err;

  private HearthProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** How it ended and what it said. */
  public record Ended(int code, String out, String err) {}

  public static Ended run(Path folder, String... arguments)
      throws IOException, InterruptedException {
    return run(folder, Map.of(), arguments);
  }

  public static Ended run(Path folder, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    try (HearthProcess hearth = start(folder, environment, arguments)) {
      return hearth.end();
    }
  }

  /**
   * @param folder becomes home, configuration and temporary folder of the process
   */
  public static HearthProcess start(
      Path folder, Map<String, String> environment, String... arguments) throws IOException {
    Path temp = Files.createDirectories(folder.resolve("tmp"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Djava.io.tmpdir=" + temp,
            "-Duser.home=" + folder,
            "-Duser.name=somebody",
            "-cp",
            System.getProperty("java.class.path"),
            "org.hearthhub.app.Hearth"));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "out-", ".txt");
    Path err = Files.createTempFile(folder, "err-", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.PIPE)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeIf(HearthProcess::wouldDisturb);
    builder.environment().putAll(environment);
    return new HearthProcess(builder.start(), out, err);
  }

  private static boolean wouldDisturb(String variable) {
    return variable.startsWith("HEARTH_")
        || variable.startsWith("XDG_")
        || variable.startsWith("JAVA_TOOL");
  }

  /** The rest of the first line that begins so, once it is printed. */
  public String awaitLine(String beginning) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      boolean alive = process.isAlive();
      Optional<String> line = line(beginning);
      if (line.isPresent()) {
        return line.get().substring(beginning.length());
      }
      if (!alive || System.nanoTime() > end) {
        throw new AssertionError(
            "no line '%s'; it said: %s%s".formatted(beginning, read(out), read(err)));
      }
      Thread.sleep(20);
    }
  }

  /** The line of that beginning that was printed last. */
  private Optional<String> line(String beginning) throws IOException {
    String text = read(out);
    // A line is whole when its end is there.
    return text.substring(0, text.lastIndexOf('\n') + 1)
        .lines()
        .filter(line -> line.startsWith(beginning))
        .findFirst();
  }

  public String out() throws IOException {
    return read(out);
  }

  public Process process() {
    return process;
  }

  /** Waits for its end. */
  public Ended end() throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("it still runs; it said: " + read(out) + read(err));
    }
    return new Ended(process.exitValue(), read(out), read(err));
  }

  /** Asks it to stop, as {@code kill} does, and waits for its end. */
  public Ended stop() throws IOException, InterruptedException {
    process.destroy();
    return end();
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
