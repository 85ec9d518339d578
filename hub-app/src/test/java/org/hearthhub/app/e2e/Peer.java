package org.hearthhub.app.e2e;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** A program that somebody else wrote, running beside the hub until it is closed. */
final class Peer implements AutoCloseable {
  private final Process process;
  private final Path said;

  private Peer(Process process, Path said) {
    this.process = process;
    this.said = said;
  }

  /** Skips the test, saying why, where the program is missing; fails instead on CI. */
  static void need(String program, String debianPackage) {
    boolean there =
        Arrays.stream(
                Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    need(there, program + " is missing: apt install " + debianPackage);
  }

  /** Skips the test, saying why, unless that is there; fails instead on CI. */
  static void need(boolean there, String reason) {
    if (!there) {
      if (Boolean.getBoolean("hearth.ci")) {
        Assertions.fail(reason);
      }
      Assumptions.abort(reason);
    }
  }

  static Peer start(Path folder, Path said, String... command) throws IOException {
    return start(folder, said, Map.of(), command);
  }

  /**
   * @param said where all that it says goes
   */
  static Peer start(Path folder, Path said, Map<String, String> environment, String... command)
      throws IOException {
    List<String> words = new ArrayList<>(List.of(command));
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().putAll(environment);
    return new Peer(builder.start(), said);
  }

  /** Waits for its end and gives its exit code. */
  int end(Duration patience) throws Exception {
    if (!process.waitFor(patience.toSeconds(), SECONDS)) {
      throw new AssertionError("it still runs; it said: " + said());
    }
    return process.exitValue();
  }

  String said() throws IOException {
    return Files.readString(said);
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().join();
  }
}
