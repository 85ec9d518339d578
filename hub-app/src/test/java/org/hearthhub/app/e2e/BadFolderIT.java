package org.hearthhub.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hearthhub.app.HearthProcess;
import org.hearthhub.app.HearthProcess.Ended;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What stands in the way of a start is said in one sentence on standard error, with exit code 1,
 * and nothing is lost.
 */
class BadFolderIT {
  /** In the header of an SQLite file: {@code PRAGMA user_version}, big endian. */
  private static final int USER_VERSION = 60;

  private static final int NOBODY = 65534;

  @TempDir Path temp;

  @Test
  void a_store_of_a_newer_version_is_refused_and_left_as_it_is() throws Exception {
    makeHome();
    int version;
    try (RandomAccessFile file = new RandomAccessFile(home().resolve("home.db").toFile(), "rw")) {
      file.seek(USER_VERSION);
      version = file.readInt();
      file.seek(USER_VERSION);
      file.writeInt(version + 1);
    }
    Map<String, String> before = contents();

    Ended ended = run();

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).startsWith("hearth: ").containsIgnoringCase("newer").hasLineCount(1);
    assertThat(contents()).isEqualTo(before);
    try (RandomAccessFile file = new RandomAccessFile(home().resolve("home.db").toFile(), "rw")) {
      file.seek(USER_VERSION);
      file.writeInt(version);
    }
    opensAgain();
  }

  @Test
  void a_folder_of_another_user_is_refused_and_left_as_it_is() throws Exception {
    makeHome();
    Peer.need(Files.getAttribute(home(), "unix:uid").equals(0), "only root can give a folder away");
    Map<String, String> before = contents();
    Files.setAttribute(home(), "unix:uid", NOBODY);

    Ended ended = run();

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err())
        .startsWith("hearth: The data folder " + home() + " belongs to ")
        .contains("--data")
        .hasLineCount(1);
    assertThat(contents()).isEqualTo(before);
    Files.setAttribute(home(), "unix:uid", 0);
    opensAgain();
  }

  @Test
  void a_folder_that_cannot_be_made_is_named() throws Exception {
    Path file = Files.writeString(temp.resolve("file"), "not a folder");

    Ended ended = run("--data=" + file.resolve("home"));

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err())
        .startsWith("hearth: ")
        .contains("" + file.resolve("home"))
        .hasLineCount(1);
    assertThat(file).hasContent("not a folder");
  }

  @Test
  void half_a_store_is_not_taken_for_a_new_home() throws Exception {
    makeHome();
    Files.move(home().resolve("history.db"), temp.resolve("elsewhere"));
    Map<String, String> before = contents();

    Ended ended = run();

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).startsWith("hearth: ").contains("history.db").hasLineCount(1);
    assertThat(contents()).isEqualTo(before);
    Files.move(temp.resolve("elsewhere"), home().resolve("history.db"));
    opensAgain();
  }

  @Test
  void a_damaged_store_is_said_to_be_damaged() throws Exception {
    makeHome();
    try (RandomAccessFile file = new RandomAccessFile(home().resolve("home.db").toFile(), "rw")) {
      file.write(
          "This was a store once, until something wrote over it."
              .getBytes(StandardCharsets.US_ASCII));
    }
    Map<String, String> before = contents();

    Ended ended = run();

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).startsWith("hearth: home.db is damaged").hasLineCount(1);
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void a_coap_port_that_another_program_has_everywhere_is_named() throws Exception {
    try (DatagramSocket taken = new DatagramSocket(0)) {
      Ended ended = run("--data=" + home(), "--coap-port=" + taken.getLocalPort());

      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.out()).isEmpty();
      assertThat(ended.err())
          .startsWith("hearth: ")
          .contains("" + taken.getLocalPort())
          .hasLineCount(1);
    }
    opensAgain();
  }

  @Test
  void an_https_port_in_use_is_named() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ended ended = run("--data=" + home(), "--https-port=" + taken.getLocalPort());

      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.out()).isEmpty();
      assertThat(ended.err())
          .startsWith("hearth: ")
          .contains("" + taken.getLocalPort())
          .hasLineCount(1);
    }
    opensAgain();
  }

  private Path home() {
    return temp.resolve("home");
  }

  private void makeHome() throws Exception {
    opensAgain();
  }

  private void opensAgain() throws Exception {
    try (HearthProcess hearth =
        HearthProcess.start(temp, Map.of(), arguments("--data=" + home()))) {
      hearth.awaitLine("Hearth is ready at ");
      assertThat(hearth.stop().code()).isZero();
    }
  }

  private Ended run() throws Exception {
    return run("--data=" + home());
  }

  private Ended run(String... more) throws Exception {
    return HearthProcess.run(temp, arguments(more));
  }

  private static String[] arguments(String... more) {
    Map<String, String> options = new TreeMap<>();
    for (String option :
        List.of("--interface=lo", "--http-port=0", "--https-port=0", "--coap-port=0")) {
      options.put(option.split("=", 2)[0], option);
    }
    for (String option : more) {
      options.put(option.split("=", 2)[0], option);
    }
    return Stream.concat(Stream.of("run"), options.values().stream()).toArray(String[]::new);
  }

  /** What is in the data folder, by name. */
  private Map<String, String> contents() throws Exception {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(home())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(
            home().relativize(file).toString(),
            Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return contents;
  }
}
