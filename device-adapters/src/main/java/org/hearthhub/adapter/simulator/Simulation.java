package org.hearthhub.adapter.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A simulated home as a program of its own. */
public final class Simulation {
  private static final Logger LOG = LoggerFactory.getLogger(Simulation.class);

  private Simulation() {}

  /**
   * Simulates until this thread is interrupted. Prints {@code Simulating N devices with seed S}
   * when all are up.
   *
   * @throws org.hearthhub.problem.Unavailable if a device could not get a port
   */
  public static void run(SimulationSettings settings, PrintStream out) {
    simulate(settings, out, new CountDownLatch(1));
  }

  /**
   * Simulates on behalf of another process: as {@link #run(SimulationSettings, PrintStream)}, and
   * ends when that process dies, which shows by the end of the lifeline, its pipe to our standard
   * input, or by the end of our parent process.
   */
  public static void run(SimulationSettings settings, PrintStream out, InputStream lifeline) {
    CountDownLatch end = new CountDownLatch(1);
    Thread.ofPlatform()
        .name("hearth-sim-lifeline")
        .daemon()
        .start(
            () -> {
              readToEnd(lifeline);
              end.countDown();
            });
    Optional<ProcessHandle> parent = ProcessHandle.current().parent();
    if (parent.isPresent()) {
      var _ = parent.get().onExit().thenRun(end::countDown);
    }
    simulate(settings, out, end);
  }

  private static void simulate(SimulationSettings settings, PrintStream out, CountDownLatch end) {
    try (SimulatedHome home = SimulatedHome.start(settings)) {
      out.println("Simulating " + home.devices().size() + " devices with seed " + settings.seed());
      out.flush();
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void readToEnd(InputStream stream) {
    try {
      stream.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      LOG.debug("The lifeline broke", e);
    }
  }
}
