package org.hearthhub.app.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.hearthhub.problem.Invalid;

/** The processes that benchmarks are made of, by name. */
public final class BenchWorkers {
  private BenchWorkers() {}

  /** Works until standard input ends. */
  public static void run(String name, List<String> arguments) throws IOException {
    switch (name) {
      case "senders" -> SendersWorker.run(Integer.parseInt(arguments.getFirst()));
      case "observer" -> ObserverWorker.run();
      case "hub" -> HubWorker.run(Path.of(arguments.get(0)), Path.of(arguments.get(1)));
      case "crowded-hub" ->
          CrowdedHubWorker.run(Path.of(arguments.get(0)), Path.of(arguments.get(1)));
      case "store" -> StoreWorker.run(arguments);
      case "rows" -> RowsWorker.run(arguments);
      case "neighbours" -> NeighboursWorker.run();
      case "finder" -> FinderWorker.run(Path.of(arguments.get(0)), Path.of(arguments.get(1)));
      default -> throw new Invalid("no-such-worker", "There is no such worker.");
    }
  }
}
