package org.hearthhub.adapter.coap;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.hearthhub.adapter.coap.profile.senml.SenmlProfile;
import org.hearthhub.adapter.coap.profile.wot.WotProfile;
import org.hearthhub.device.AttachedDevice;
import org.hearthhub.device.DeviceStatus.State;
import org.hearthhub.device.Diagnostics;
import org.hearthhub.device.Sighting;
import org.hearthhub.thing.DeviceId;

/**
 * The hub's side of {@link NetworkChangesIT}, run inside a network namespace: finds and observes
 * one device, then waits for what each line on its input asks for, and says when it is so.
 */
final class NamespaceWatcher {
  private NamespaceWatcher() {}

  public static void main(String[] arguments) throws IOException {
    RecordingHost host = new RecordingHost();
    try (CoapAdapter adapter =
        new CoapAdapter(
            CoapSettings.home().on(arguments[0]).at(CoapSettings.Pace.quick()),
            List.of(new WotProfile(), new SenmlProfile()))) {
      adapter.start(host);
      Sighting sighting = host.offerNear(arguments[1]);
      Sighting.Offer offer = sighting.offer().orElseThrow();
      DeviceId id = DeviceId.random();
      adapter.attach(
          new AttachedDevice(id, sighting.identity(), offer.description(), offer.link()));
      host.anyReading(id, "time");
      System.out.println("live");
      BufferedReader orders =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String order = orders.readLine(); order != null; order = orders.readLine()) {
        switch (order) {
          case "offline" -> host.status(id, State.OFFLINE);
          case "readings" -> host.readings(id, host.valuesSoFar(id).size() + 3);
          default -> {
            // Only asked where it listens.
          }
        }
        System.out.println(
            order
                + " "
                + adapter.diagnostics().places().stream()
                    .map(Diagnostics.Place::address)
                    .collect(Collectors.joining(" ")));
      }
    }
  }
}
