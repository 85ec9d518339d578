package org.hearthhub.adapter.coap;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A lamp that speaks LwM2M by Eclipse Leshan's client, in a process of its own. */
final class Leshan implements AutoCloseable {
  private static final Path SOURCES = Path.of("src/test/leshan").toAbsolutePath();
  private static final Path LIBRARY = Path.of("target/leshan").toAbsolutePath();

  private final Process process;
  private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> doing = new LinkedBlockingQueue<>();
  private final Thread listening;

  private Leshan(Process process) {
    this.process = process;
    this.listening = Thread.ofVirtual().name("leshan-says").start(this::listen);
  }

  /**
   * @param format in which it answers: TLV, SENML_JSON or SENML_CBOR
   * @param options as it knows them
   */
  static Leshan start(int port, String endpoint, String format, String... options)
      throws Exception {
    return start("coap://127.0.0.1:" + port, endpoint, format, options);
  }

  /** As {@link #start}, over DTLS with a key. */
  static Leshan startSecure(int port, String endpoint, String secret, String... options)
      throws Exception {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("psk=" + endpoint + ":" + secret);
    return start("coaps://127.0.0.1:" + port, endpoint, "TLV", all.toArray(String[]::new));
  }

  private static Leshan start(String uri, String endpoint, String format, String... options)
      throws Exception {
    fetch();
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                LIBRARY + "/*",
                SOURCES.resolve("LeshanDevice.java").toString(),
                uri,
                endpoint,
                format));
    command.addAll(List.of(options));
    return new Leshan(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
  }

  /** Its packages, by Maven, kept for the next run. */
  private static void fetch() throws Exception {
    if (Files.isDirectory(LIBRARY)) {
      try (Stream<Path> jars = Files.list(LIBRARY)) {
        if (jars.findAny().isPresent()) {
          return;
        }
      }
    }
    ProcessBuilder maven =
        new ProcessBuilder(
            List.of(
                "mvn",
                "-B",
                "-ntp",
                "-q",
                "-f",
                SOURCES.resolve("pom.xml").toString(),
                "dependency:copy-dependencies",
                "-DoutputDirectory=" + LIBRARY));
    maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process copying;
    try {
      copying = maven.redirectErrorStream(true).start();
    } catch (IOException noMaven) {
      Libcoap.skip("missing: mvn, to fetch Leshan's client");
      return;
    }
    String words = new String(copying.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!copying.waitFor(3, TimeUnit.MINUTES) || copying.exitValue() != 0) {
      Libcoap.skip("Leshan's client could not be fetched: " + words);
    }
  }

  private void listen() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        (line.startsWith("- ") ? doing : said).add(line);
      }
    } catch (IOException ended) {
      // Nothing more to hear.
    }
  }

  /** It gets warmer: 21.25 °C. */
  void warm() throws IOException {
    press('w');
  }

  /** It updates its registration. */
  void update() throws IOException {
    press('u');
  }

  /** It hears nothing any longer: its process is held. */
  void sleep() throws Exception {
    signal("-STOP");
  }

  void wake() throws Exception {
    signal("-CONT");
  }

  private void signal(String name) throws Exception {
    int done = new ProcessBuilder("kill", name, String.valueOf(process.pid())).start().waitFor();
    if (done != 0) {
      throw new IOException("no signal reached Leshan's client");
    }
  }

  private void press(char key) throws IOException {
    process.getOutputStream().write(key);
    process.getOutputStream().flush();
  }

  /** The next thing that it was told. */
  String wasTold() throws InterruptedException {
    return next(said);
  }

  /** The next thing that became of it: bootstrapped, registered. */
  String did() throws InterruptedException {
    String line = next(doing);
    return line.startsWith("- ") ? line.substring(2) : line;
  }

  private static String next(BlockingQueue<String> lines) throws InterruptedException {
    String line = lines.poll(RecordingHost.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    return line == null ? "nothing" : line;
  }

  /** It signs off and ends. */
  void leave() throws Exception {
    process.getOutputStream().close();
    process.waitFor(20, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(10, TimeUnit.SECONDS);
    listening.join(10_000);
  }
}
