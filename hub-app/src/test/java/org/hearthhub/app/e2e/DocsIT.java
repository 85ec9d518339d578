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
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hearthhub.app.command.CommandTree;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the documents tell people to type and to open is there. */
class DocsIT {
  /** Is wrong in every command, so that none is run; all else must be right. */
  private static final String STOP = "--not-so-fast";

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\\n(.*?)^```");
  private static final Pattern INLINE = Pattern.compile("`(\\./hearth [^`]+)`");
  private static final Pattern COMMAND = Pattern.compile("\\./hearth((?: +[^\\s;|&#]+)*)");
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

  @Test
  void the_example_device_is_shown_as_it_is() throws IOException {
    Path docs = Checkout.root().resolve("docs");
    String guide = Files.readString(docs.resolve("making-a-device.md"));
    String example = Files.readString(docs.resolve("examples/thermometer.js"));

    assertThat(
            Pattern.compile("(?ms)^```js\\n(.*?)^```")
                .matcher(guide)
                .results()
                .map((MatchResult block) -> block.group(1)))
        .contains(example);
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
