package org.hearthhub.app.bench;

import java.io.IOException;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;

/** The process that holds the bare observer. */
final class ObserverWorker {
  private ObserverWorker() {}

  static void run() throws IOException {
    JsonNodeFactory json = JsonNodeFactory.instance;
    try (BareObserver observer = new BareObserver()) {
      new Orders(
              Map.of(
                  "port", words -> json.numberNode(observer.port()),
                  "observe",
                      words -> {
                        observer.observe(words.stream().map(Integer::valueOf).toList());
                        return json.booleanNode(true);
                      },
                  "received", words -> json.numberNode(observer.received())))
          .serve(System.in, System.out);
    }
  }
}
