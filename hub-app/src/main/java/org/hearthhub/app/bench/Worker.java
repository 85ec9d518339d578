package org.hearthhub.app.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hearthhub.app.compose.ChildProcess;
import org.hearthhub.problem.Broken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Another process of this program that takes part in a benchmark. Used by one thread. */
final class Worker implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration TO_END = Duration.ofSeconds(15);

  private final String name;
  private final ChildProcess child;
  private final BufferedReader answers;

  private Worker(String name, ChildProcess child) {
    this.name = name;
    this.child = child;
    this.answers = child.process().inputReader(StandardCharsets.UTF_8);
  }

  /** Starts one, with the flags that this process was started with. */
  static Worker start(String name, String... arguments) {
    return within(List.of(), name, arguments);
  }

  /**
   * Starts one by way of another program that becomes it, for example one that gives it a network
   * of its own.
   */
  static Worker within(List<String> wrapper, String name, String... arguments) {
    List<String> all = new ArrayList<>(List.of("bench", "worker", name));
    all.addAll(List.of(arguments));
    return new Worker(name, ChildProcess.start(wrapper, ownFlags(), all, Redirect.PIPE));
  }

  /** The launcher's flags. */
  static List<String> ownFlags() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> !flag.startsWith("-javaagent") && !flag.startsWith("-agentlib"))
        .toList();
  }

  /** Gives an order and waits for the answer. */
  JsonNode ask(String... words) throws InterruptedException {
    return ask(PATIENCE, words);
  }

  /** As {@link #ask(String...)}, for what takes longer. */
  JsonNode ask(Duration patience, String... words) throws InterruptedException {
    try {
      var orders = child.process().outputWriter(StandardCharsets.UTF_8);
      orders.write(String.join(" ", words) + "\n");
      orders.flush();
      JsonNode answer = JsonMapper.shared().readTree(nextLine(patience));
      if (answer.has(Orders.ERROR)) {
        throw failed(words[0], answer.get(Orders.ERROR).asString());
      }
      return answer;
    } catch (IOException broken) {
      throw failed(words[0], "it ended");
    }
  }

  private String nextLine(Duration patience) throws IOException, InterruptedException {
    CompletableFuture<String> line = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("bench-answer")
        .start(
            () -> {
              try {
                String next = answers.readLine();
                if (next == null) {
                  line.completeExceptionally(new IOException("ended"));
                } else {
                  line.complete(next);
                }
              } catch (IOException broken) {
                line.completeExceptionally(broken);
              }
            });
    try {
      return line.get(patience.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException silent) {
      throw new IOException("no answer", silent);
    }
  }

  private Broken failed(String order, String why) {
    return new Broken(
        "bench-worker-failed",
        "The benchmark's %s could not %s: %s".formatted(name, order, why),
        null);
  }

  long pid() {
    return child.process().pid();
  }

  /** Lets it end in good order. */
  void end() throws InterruptedException {
    try {
      child.process().getOutputStream().close();
    } catch (IOException alreadyGone) {
      // Then it has ended, in whatever order.
    }
    if (!child.process().waitFor(TO_END.toSeconds(), TimeUnit.SECONDS)) {
      throw failed("end", "it still runs after " + TO_END.toSeconds() + " seconds");
    }
  }

  @Override
  public void close() {
    child.close();
  }
}
