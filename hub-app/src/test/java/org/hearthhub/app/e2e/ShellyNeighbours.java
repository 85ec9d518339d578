package org.hearthhub.app.e2e;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.hearthhub.adapter.simulator.ShellyModel;
import org.hearthhub.adapter.simulator.SimulatedShelly;

/**
 * A program of its own: a simulated Shelly of each model, which all tell everybody on their link.
 * The dimmer asks for a password.
 */
final class ShellyNeighbours {
  private static final int COAP = 5683;
  private static final int ANY = 0;
  private static final int HTTP = 80;

  private ShellyNeighbours() {}

  /** Runs until it is ended. */
  public static void main(String[] arguments) throws InterruptedException {
    List<SimulatedShelly> shellies = new ArrayList<>();
    for (ShellyModel model : ShellyModel.values()) {
      int number = shellies.size() + 1;
      SimulatedShelly shelly =
          new SimulatedShelly(
              model,
              "A0B1C2D3E4%02d".formatted(number),
              new InetSocketAddress("127.50.0." + number, ANY),
              HTTP,
              new InetSocketAddress("224.0.1.187", COAP));
      if (model == ShellyModel.DIMMER) {
        // As listen.js knows it.
        shelly.restrictLogin("anna", "open sesame");
      }
      shellies.add(shelly);
    }
    try (ScheduledExecutorService telling = Executors.newSingleThreadScheduledExecutor()) {
      var _ =
          telling.scheduleWithFixedDelay(
              () -> shellies.forEach(SimulatedShelly::announce), 0, 500, TimeUnit.MILLISECONDS);
      Thread.currentThread().join();
    }
  }
}
