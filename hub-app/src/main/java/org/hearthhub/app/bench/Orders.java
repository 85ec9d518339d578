package org.hearthhub.app.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The worker's end of a benchmark: one order per line on standard input, one JSON answer per line
 * on standard output, until the input ends.
 */
final class Orders {
  /** Obeys one order. */
  interface Order {
    JsonNode obey(List<String> words) throws Exception;
  }

  static final String ERROR = "error";

  private final Map<String, Order> orders;

  Orders(Map<String, Order> orders) {
    this.orders = Map.copyOf(orders);
  }

  void serve(InputStream in, PrintStream out) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      List<String> words = List.of(line.split(" ", -1));
      out.println(answer(words));
      out.flush();
    }
  }

  private JsonNode answer(List<String> words) {
    try {
      Order order = orders.get(words.getFirst());
      return order == null ? error("no such order") : order.obey(words.subList(1, words.size()));
    } catch (Exception failure) {
      return error(failure.getClass().getSimpleName() + ": " + failure.getMessage());
    }
  }

  private static JsonNode error(String sentence) {
    return JsonNodeFactory.instance.objectNode().put(ERROR, sentence);
  }
}
