package org.hearthhub.app.bench;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.hearthhub.app.bench.SenderLoop.Mode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The process that holds the senders. */
final class SendersWorker {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final SenderLoop senders;

  private SendersWorker(SenderLoop senders) {
    this.senders = senders;
  }

  static void run(int howMany) throws IOException {
    try (SenderLoop senders = new SenderLoop(howMany)) {
      new SendersWorker(senders).orders().serve(System.in, System.out);
    }
  }

  private Orders orders() {
    return new Orders(
        Map.of(
            "ports", words -> numbers(senders.ports()),
            "observers", words -> numbers(senders.observers()),
            "relations", words -> JSON.numberNode(senders.relations()),
            "relations-of",
                words -> JSON.numberNode(senders.relations(Integer.parseInt(words.getFirst()))),
            "flood", words -> change(new Mode.Flood(Integer.parseInt(words.getFirst()))),
            "steady", this::steady,
            "silence", words -> change(new Mode.Silent()),
            "quiet", words -> JSON.booleanNode(senders.isQuiet()),
            "told",
                words ->
                    JsonMapper.shared()
                        .valueToTree(senders.told(Integer.parseInt(words.getFirst())))));
  }

  private JsonNode steady(List<String> words) {
    int port = Integer.parseInt(words.getFirst());
    return change(
        new Mode.Steady(port, Long.parseLong(words.get(1)), System.nanoTime(), new long[1]));
  }

  private JsonNode change(Mode mode) {
    senders.change(mode);
    return JSON.booleanNode(true);
  }

  private static ArrayNode numbers(Collection<? extends Number> numbers) {
    ArrayNode array = JSON.arrayNode();
    numbers.forEach(each -> array.add(each.longValue()));
    return array;
  }
}
