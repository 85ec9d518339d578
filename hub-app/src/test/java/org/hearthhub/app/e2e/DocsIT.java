package org.hearthhub.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hearthhub.app.command.CommandTree;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents tell people to type and to open is there. */
class DocsIT {
  /** Is wrong in every command, so that none is run; all else must be right. */
  private static final String STOP = "--not-so-fast";

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\\n(.*?)^```");
  private static final Pattern INLINE = Pattern.compile("`(\\./hearth [^`]+)`");
  private static final Pattern COMMAND = Pattern.compile("\\./hearth((?: +[^\\s;|&#]+)*)");
  private static final Pattern TEST_NAME = Pattern.compile("`(\\w+)\\.(\\w+)`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

  @TestFactory
  Stream<DynamicTest> every_command_that_is_shown_is_understood() throws IOException {
    List<String> shown = new ArrayList<>();
    for (Path page : pages()) {
      String text = Files.readString(page);
      Stream.of(BLOCK, INLINE)
          .flatMap(pattern -> pattern.matcher(text).results())
          .map(block -> block.group(1))
          .flatMap(block -> COMMAND.matcher(block).results())
          .map(command -> command.group(1).strip())
          .forEach(shown::add);
    }
    assertThat(shown).contains("demo", "run");
    return shown.stream()
        .distinct()
        .map(
            command ->
                dynamicTest("hearth " + command, () -> assertThat(wrong(command)).isEmpty()));
  }

  @Test
  void a_command_that_is_not_there_is_noticed() {
    assertThat(wrong("demo --no-such-option")).contains("--no-such-option");
    assertThat(wrong("no-such-command")).contains("no-such-command");
  }

  @TestFactory
  Stream<DynamicTest> every_link_leads_somewhere() throws IOException {
    return pages().stream()
        .flatMap(
            page ->
                LINK.matcher(read(page))
                    .results()
                    .map(link -> link.group(1))
                    .filter(link -> !link.contains("://") && !link.startsWith("#"))
                    .map(
                        link ->
                            dynamicTest(
                                Checkout.root().relativize(page) + " to " + link,
                                () ->
                                    assertThat(page.resolveSibling(link.split("#", 2)[0]))
                                        .exists())));
  }

  /** A page of promises: each row of its tables ends with the tests that hold it. */
  @ParameterizedTest
  @ValueSource(strings = {"threat-model.md", "store-faults.md", "devices/faults.md"})
  void every_row_of_a_page_of_promises_names_tests_that_exist(String page) throws IOException {
    Map<String, String> tests = testSources();
    List<String> rows =
        Files.readString(Checkout.root().resolve("docs").resolve(page))
            .lines()
            .filter(line -> line.startsWith("| ") && !line.endsWith("| test |"))
            .filter(line -> !line.endsWith("| shown by |"))
            .toList();
    assertThat(rows).hasSizeGreaterThan(20);
    for (String row : rows) {
      List<MatchResult> named =
          TEST_NAME.matcher(row.substring(row.lastIndexOf(" | "))).results().toList();
      assertThat(named).as(row).isNotEmpty();
      for (MatchResult test : named) {
        assertThat(tests.getOrDefault(test.group(1), ""))
            .as("%s in %s", test.group(), page)
            .contains("void " + test.group(2) + "(");
      }
    }
  }

  /** The text of each test class by its name; classes of one name together. */
  private static Map<String, String> testSources() throws IOException {
    Map<String, String> sources = new HashMap<>();
    for (String module : List.of("hub-core", "device-adapters", "web-ui", "hub-app")) {
      try (Stream<Path> files = Files.walk(Checkout.root().resolve(module + "/src/test/java"))) {
        for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
          String name = file.getFileName().toString().replace(".java", "");
          sources.merge(name, Files.readString(file), String::concat);
        }
      }
    }
    return sources;
  }

  @ParameterizedTest
  @CsvSource({
    "docs/making-a-device.md, js, docs/examples/thermometer.js",
    "docs/adapters.md, java, hub-core/src/test/java/org/hearthhub/example/FanAdapter.java",
  })
  void an_example_is_shown_as_it_is(String page, String language, String example)
      throws IOException {
    Path root = Checkout.root();

    assertThat(
            Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```")
                .matcher(Files.readString(root.resolve(page)))
                .results()
                .map((MatchResult block) -> block.group(1)))
        .contains(Files.readString(root.resolve(example)));
  }

  /** What the command line says against it; nothing if it would do as told. Nothing is run. */
  private static String wrong(String command) {
    StringWriter err = new StringWriter();
    List<String> words = new ArrayList<>(Arrays.asList(command.split("\\s+")));
    words.add(STOP);
    new CommandTree(new PrintWriter(new StringWriter()), new PrintWriter(err))
        .run(words.toArray(String[]::new));
    return err.toString().startsWith("hearth: Unknown option: '" + STOP + "'. ")
        ? ""
        : err.toString();
  }

  private static List<Path> pages() throws IOException {
    Path root = Checkout.root();
    try (Stream<Path> top = Files.list(root);
        Stream<Path> docs = Files.walk(root.resolve("docs"))) {
      return Stream.concat(top, docs)
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !file.toString().contains("node_modules"))
          .sorted()
          .toList();
    }
  }

  private static String read(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }
}
