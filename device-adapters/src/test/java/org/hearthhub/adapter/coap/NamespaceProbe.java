package org.hearthhub.adapter.coap;

import java.util.List;
import org.hearthhub.adapter.coap.profile.senml.SenmlProfile;
import org.hearthhub.adapter.coap.profile.wot.WotProfile;
import org.hearthhub.device.AttachedDevice;
import org.hearthhub.device.Sighting;
import org.hearthhub.thing.DeviceId;

/**
 * The hub's side of {@link MulticastIT}, run inside a network namespace: waits for one device on
 * each of the addresses given, observes it, and prints what it found.
 */
final class NamespaceProbe {
  private NamespaceProbe() {}

  public static void main(String[] arguments) {
    RecordingHost host = new RecordingHost();
    try (CoapAdapter adapter =
        new CoapAdapter(
            CoapSettings.home().on(arguments[0]).at(CoapSettings.Pace.quick()),
            List.of(new WotProfile(), new SenmlProfile()))) {
      adapter.start(host);
      for (String part : List.of(arguments).subList(1, arguments.length)) {
        Sighting sighting = host.offerNear(part);
        Sighting.Offer offer = sighting.offer().orElseThrow();
        DeviceId id = DeviceId.random();
        adapter.attach(
            new AttachedDevice(id, sighting.identity(), offer.description(), offer.link()));
        host.otherReading(id, "time", host.anyReading(id, "time").value());
        System.out.println("live " + sighting.address() + " which " + sighting.why());
      }
    }
  }
}
