package org.hearthhub.app.command;

import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.hearthhub.app.compose.StopSignal;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What every benchmark does: it measures, tells on standard error how far it is, and prints its
 * figures for people or for programs.
 */
abstract class BenchRun<F> implements Callable<Integer> {
  @Mixin JsonOption format = new JsonOption();
  @Spec CommandSpec spec = CommandSpec.create();

  /** Refuses options that make no sense together. */
  void check() {}

  abstract F measure(Consumer<String> progress) throws InterruptedException;

  abstract ObjectNode json(F figures);

  abstract Table table(F figures);

  @Override
  public final Integer call() throws InterruptedException {
    check();
    StopSignal.takeOver().interruptsThisThread();
    CommandLine line = spec.commandLine();
    F figures = measure(sentence -> line.getErr().println(sentence));
    if (format.json) {
      line.getOut().println(json(figures));
    } else {
      table(figures).print(line.getOut());
    }
    return 0;
  }

  static ObjectNode json(String bench) {
    return JsonNodeFactory.instance.objectNode().put("bench", bench);
  }

  static double rounded(double figure, int decimals) {
    double scale = Math.pow(10, decimals);
    return Math.round(figure * scale) / scale;
  }
}
