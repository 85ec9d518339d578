package org.hearthhub.app.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.hearthhub.app.bench.BenchWorkers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A process that a benchmark starts. */
@Command(name = "worker", hidden = true)
final class BenchWorkerCommand implements Callable<Integer> {
  @Parameters(index = "0")
  String name = "";

  @Parameters(index = "1..*", arity = "0..*")
  List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    BenchWorkers.run(name, arguments);
    return 0;
  }
}
