package org.hearthhub.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.hearthhub.app.HearthProcess.Ended;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line as real processes: what is printed where, and the exit codes. */
class CommandLineIT {
  @TempDir Path temp;

  @Test
  void help_is_printed_to_standard_output_with_every_command() throws Exception {
    Ended ended = hearth("--help");

    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .contains("demo", "run", "simulate", "devices", "inbox", "bench", "Examples:")
        .contains("init", "unlock", "keys", "backup", "restore", "verify", "export", "forget")
        .contains("audit", "reset-password", "doctor")
        .doesNotContain("worker");
    assertThat(ended.err()).isEmpty();
  }

  @Test
  void the_version_is_one_line() throws Exception {
    Ended ended = hearth("--version");

    assertThat(ended.code()).isZero();
    assertThat(ended.out()).matches("hearth \\S+\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "run", "simulate", "devices", "inbox", "bench"})
  void each_command_has_help_with_examples(String command) throws Exception {
    Ended ended = hearth(command, "--help");

    assertThat(ended.code()).isZero();
    assertThat(ended.out()).startsWith("Usage: hearth " + command).contains("Examples:");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      quoteCharacter = '"',
      value = {
        "\"\" > A command is missing. See: hearth --help",
        "fly > There is no command 'fly'. See: hearth --help",
        "run fly > Not understood: 'fly'. See: hearth run --help",
        "demo --high > Unknown option: '--high'. See: hearth demo --help",
        "run --http-port 70000 > Invalid value for option '--http-port': '70000' is not a port, 0"
            + " to 65535. See: hearth run --help",
        "simulate --gateway 70000 > Invalid value for option '--gateway': '70000' is not a port, 0"
            + " to 65535. See: hearth simulate --help",
        "bench devices --seconds 5 > 1 to 2000 devices, 0 to 1000 commands per second, 10 seconds"
            + " or more. See: hearth bench devices --help",
        "inbox accept > Missing required parameter: 'ID'. See: hearth inbox accept --help",
        "keys add --key-file=k --recovery-code > Choose only one of: --recovery-code,"
            + " --key-file=FILE. See: hearth keys add --help",
      })
  void wrong_usage_is_one_line_on_standard_error_and_exit_code_2(String typed, String sentence)
      throws Exception {
    Ended ended = hearth(typed.isEmpty() ? new String[0] : typed.split(" "));

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).isEqualTo("hearth: " + sentence + "\n");
  }

  @Test
  void without_a_running_hub_its_commands_say_so() throws Exception {
    Ended ended = hearth("devices", "--json", "--data", temp.resolve("home").toString());

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .isEqualTo(
            "hearth: No hub is running on %s. Start one with: hearth run\n"
                .formatted(temp.resolve("home")));
  }

  @Test
  void a_backup_or_a_store_that_is_not_there_is_named_before_anything_is_asked() throws Exception {
    Ended restore = hearth("restore", "gone.hearth", "--data=" + temp.resolve("home"));
    Ended audit = hearth("audit", "verify", "--data=" + temp.resolve("home"));

    assertThat(restore.code()).isEqualTo(1);
    assertThat(restore.err())
        .isEqualTo(
            "hearth: There is no backup gone.hearth that can be read. Is its disk there, and yours"
                + " to read?\n");
    assertThat(audit.code()).isEqualTo(1);
    assertThat(audit.err())
        .isEqualTo(
            "hearth: There is no %s. Name the folder of the home with --data.\n"
                .formatted(temp.resolve("home/home.db")));
  }

  @Test
  void an_unknown_key_in_the_configuration_file_is_named_with_its_line() throws Exception {
    Path file = Files.writeString(temp.resolve("my.toml"), "http-port = 0\ncolour = \"red\"\n");

    Ended ended = hearth("run", "--config", file.toString());

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err())
        .isEqualTo("hearth: %s line 2 has an unknown setting: colour.\n".formatted(file));
  }

  @Test
  void a_bad_variable_is_named() throws Exception {
    Ended ended = HearthProcess.run(temp, Map.of("HEARTH_COAP_PORT", "x"), "run");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).startsWith("hearth: HEARTH_COAP_PORT must be a port").hasLineCount(1);
  }

  @Test
  void a_port_in_use_is_an_error_when_it_was_chosen() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ended ended = hearth("demo", "--coap-port=0", "--http-port=" + taken.getLocalPort());

      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.out()).isEmpty();
      assertThat(ended.err())
          .startsWith("hearth: Port " + taken.getLocalPort() + " is in use")
          .contains("--http-port")
          .hasLineCount(1);
    }
    assertThat(temp.resolve("tmp")).isEmptyDirectory();
  }

  @Test
  void a_home_that_somebody_has_open_is_an_error() throws Exception {
    String[] run = runHere();
    try (HearthProcess first = HearthProcess.start(temp, Map.of(), run)) {
      first.awaitLine("Hearth is ready at ");

      Ended second = hearth(run);

      assertThat(second.code()).isEqualTo(1);
      assertThat(second.err()).contains("has the data folder " + home() + " open").hasLineCount(1);
      assertThat(first.stop().code()).isZero();
    }
  }

  @Test
  void a_home_opens_with_its_key_file_and_not_without() throws Exception {
    String[] run = runHere();
    try (HearthProcess first = HearthProcess.start(temp, Map.of(), run)) {
      first.awaitLine("Hearth is ready at ");
      first.stop();
    }
    Path keys = temp.resolve(".config/hearth/keys");
    assertThat(keys).isDirectoryContaining("glob:**.key");
    Files.move(keys, temp.resolve("elsewhere"));

    Ended demo = hearth("demo", "--data=" + home());

    assertThat(demo.code()).isEqualTo(1);
    assertThat(demo.err()).contains("its usual key file").contains("is missing").hasLineCount(1);
  }

  @Test
  void a_home_that_nothing_opens_waits_for_somebody_and_then_is_the_home() throws Exception {
    String[] run = runHere();
    Map<String, String> passphrase = Map.of("HEARTH_PASSPHRASE", "correct horse battery staple");
    try (HearthProcess first = HearthProcess.start(temp, passphrase, run)) {
      first.awaitLine("Hearth is ready at ");
      first.stop();
    }
    Path wrong = Files.writeString(temp.resolve("wrong.txt"), "no horse\n");
    Path right = Files.writeString(temp.resolve("right.txt"), "correct horse battery staple\n");

    try (HearthProcess second = HearthProcess.start(temp, Map.of(), run)) {
      second.awaitLine("Hearth is locked. Unlock it at http://localhost:");

      Ended devices = hearth("devices", "--data=" + home());
      assertThat(devices.code()).isEqualTo(1);
      assertThat(devices.err()).startsWith("hearth: This home is locked.").hasLineCount(1);

      Ended third = hearth(run);
      assertThat(third.code()).isEqualTo(1);
      assertThat(third.err()).contains("has the data folder " + home() + " open").hasLineCount(1);

      Ended refused = hearth("unlock", "--data=" + home(), "--passphrase-file=" + wrong);
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.err()).doesNotContain("no horse").hasLineCount(1);

      Ended opened = hearth("unlock", "--data=" + home(), "--passphrase-file=" + right);
      assertThat(opened.code()).isZero();
      assertThat(opened.out()).isEqualTo("The store is open; the home is starting.\n");

      second.awaitLine("Hearth is ready at http://localhost:");
      assertThat(hearth("devices", "--data=" + home()).out()).startsWith("No devices yet.");
      assertThat(second.stop().code()).isZero();
    }
  }

  @Test
  void a_key_file_in_its_usual_place_that_opens_nothing_is_said_and_waited_for() throws Exception {
    String[] run = runHere();
    Map<String, String> passphrase = Map.of("HEARTH_PASSPHRASE", "correct horse battery staple");
    try (HearthProcess first = HearthProcess.start(temp, passphrase, run)) {
      first.awaitLine("Hearth is ready at ");
      first.stop();
    }
    String id = "0c4e5b9e-6f1f-4f5c-9b44-2f5a3f9f0a10";
    Files.writeString(home().resolve("hearth.id"), id);
    Path keys = Files.createDirectories(temp.resolve(".config/hearth/keys"));
    Path usual = keys.resolve(id + ".key");
    Files.write(usual, new byte[32]);
    Files.setPosixFilePermissions(usual, PosixFilePermissions.fromString("rw-------"));
    Path right = Files.writeString(temp.resolve("right.txt"), "correct horse battery staple\n");

    try (HearthProcess second = HearthProcess.start(temp, Map.of(), run)) {
      second.awaitLine("The key file " + usual + " does not open this store.");
      second.awaitLine("Hearth is locked. Unlock it at http://localhost:");
      assertThat(hearth("unlock", "--data=" + home(), "--passphrase-file=" + right).code())
          .isZero();
      second.awaitLine("Hearth is ready at http://localhost:");
      assertThat(second.stop().code()).isZero();
    }
  }

  /** Chosen at setup or later: the unit or the file of settings still names the key file. */
  @Test
  void a_home_that_only_a_person_opens_waits_whatever_key_file_is_named() throws Exception {
    String[] run = runHere();
    Map<String, String> passphrase = Map.of("HEARTH_PASSPHRASE", "correct horse battery staple");
    try (HearthProcess first = HearthProcess.start(temp, passphrase, run)) {
      first.awaitLine("Hearth is ready at ");
      first.stop();
    }
    Path named = keyFile("named.key");

    try (HearthProcess second = HearthProcess.start(temp, Map.of(), with(run, named))) {
      second.awaitLine("The key file " + named + " does not open this store. None does: ");
      second.awaitLine("Hearth is locked. Unlock it at http://localhost:");
      assertThat(second.stop().code()).isZero();
    }
  }

  @Test
  void a_key_file_that_is_named_and_is_not_the_one_is_an_error() throws Exception {
    String[] run = runHere();
    try (HearthProcess first =
        HearthProcess.start(temp, Map.of(), with(run, temp.resolve("right.key")))) {
      first.awaitLine("Hearth is ready at ");
      first.stop();
    }

    Ended ended = hearth(with(run, keyFile("wrong.key")));

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).contains("does not open this store").hasLineCount(1);
  }

  private static String[] with(String[] run, Path keyFile) {
    return Stream.concat(Stream.of(run), Stream.of("--key-file=" + keyFile)).toArray(String[]::new);
  }

  private Path keyFile(String name) throws IOException {
    Path file = Files.write(temp.resolve(name), new byte[32]);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  @Test
  void a_locked_home_stops_when_it_is_told_to() throws Exception {
    String[] run = runHere();
    Map<String, String> passphrase = Map.of("HEARTH_PASSPHRASE", "correct horse battery staple");
    try (HearthProcess first = HearthProcess.start(temp, passphrase, run)) {
      first.awaitLine("Hearth is ready at ");
      first.stop();
    }

    try (HearthProcess locked = HearthProcess.start(temp, Map.of(), run)) {
      locked.awaitLine("Hearth is locked.");

      assertThat(locked.stop().code()).isZero();
    }
  }

  @Test
  void a_wrong_passphrase_is_an_error() throws Exception {
    String[] run = runHere();
    Map<String, String> right = Map.of("HEARTH_PASSPHRASE", "correct horse battery staple");
    try (HearthProcess first = HearthProcess.start(temp, right, run)) {
      first.awaitLine("Hearth is ready at ");
      first.stop();
    }

    Ended ended = HearthProcess.run(temp, Map.of("HEARTH_PASSPHRASE", "wrong"), run);

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err())
        .contains("passphrase does not open")
        .doesNotContain("wrong")
        .hasLineCount(1);
  }

  private Path home() {
    return temp.resolve("home");
  }

  /** A hub for this machine only, on ports that are free. */
  private String[] runHere() {
    return new String[] {
      "run",
      "--interface=lo",
      "--http-port=0",
      "--https-port=0",
      "--coap-port=0",
      "--data=" + home()
    };
  }

  private Ended hearth(String... arguments) throws IOException, InterruptedException {
    return HearthProcess.run(temp, arguments);
  }
}
