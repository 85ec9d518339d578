package org.hearthhub.app.compose;

import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The simulated home of a demo: a process beside the hub, as real devices are. */
public final class SimulatedNeighbours {
  /** It is small and shares its machine with the hub it is there for. */
  private static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xms8m",
          "-Xmx96m",
          "-Xss512k",
          "-XX:-UsePerfData");

  private SimulatedNeighbours() {}

  /**
   * Starts so many devices, which register with the hub on this machine.
   *
   * @param gatewayPort where a gateway listens that has to be paired; empty for none
   */
  public static ChildProcess start(int devices, long seed, int coapPort, OptionalInt gatewayPort) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "simulate",
                "--devices=" + devices,
                "--seed=" + seed,
                "--hub=127.0.0.1:" + coapPort,
                "--lifeline"));
    gatewayPort.ifPresent(port -> arguments.add("--gateway=" + port));
    return ChildProcess.start(FLAGS, arguments, Redirect.DISCARD);
  }
}
