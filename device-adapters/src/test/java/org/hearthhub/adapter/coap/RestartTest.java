package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hearthhub.adapter.coap.profile.senml.SenmlProfile;
import org.hearthhub.adapter.coap.profile.wot.WotProfile;
import org.hearthhub.adapter.simulator.SimulatedHome;
import org.hearthhub.adapter.simulator.SimulationSettings;
import org.hearthhub.device.AttachedDevice;
import org.hearthhub.device.Diagnostics;
import org.hearthhub.device.Sighting;
import org.hearthhub.thing.DeviceId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A hub that starts again in a house full of devices of ten properties each. */
class RestartTest {
  private static final int FEEDS = 10;

  @Test
  void all_devices_are_observed_again_after_a_restart() throws Exception {
    restart(40, new ArrayList<>());
  }

  @Test
  @EnabledIfSystemProperty(named = "hearth.long", matches = "true")
  void five_hundred_devices_are_observed_again_within_thirty_seconds_without_a_burst()
      throws Exception {
    List<Long> perSecond = new ArrayList<>();

    Duration took = restart(500, perSecond);

    assertThat(took).isLessThan(Duration.ofSeconds(30));
    // 250 questions, and as many acknowledgements of what is told meanwhile as come.
    assertThat(perSecond).allMatch(datagrams -> datagrams < 450);
  }

  private static Duration restart(int devices, List<Long> perSecond) throws Exception {
    CoapSettings settings = CoapSettings.loopback().withGroupPort(0);
    List<AttachedDevice> home = new ArrayList<>();
    CoapAdapter before = new CoapAdapter(settings, profiles());
    RecordingHost first = new RecordingHost();
    before.start(first);
    SimulationSettings simulated =
        SimulationSettings.of(devices)
            .plainOnly()
            .withoutMulticast()
            .arrivingOver(Duration.ofMillis(10L * devices))
            .registeringWith(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), before.port()));
    try (SimulatedHome sensors = SimulatedHome.start(simulated)) {
      sensors.devices().forEach(device -> home.add(known(first, device.address().getPort())));
      before.close();
      RecordingHost second = new RecordingHost();
      try (CoapAdapter after = new CoapAdapter(settings, profiles())) {
        after.start(second);
        long begun = System.nanoTime();
        home.forEach(after::attach);
        if (perSecond.isEmpty() && devices > 100) {
          count(after, second, home, perSecond);
        }
        home.forEach(device -> second.readings(device.id(), FEEDS));
        return Duration.ofNanos(System.nanoTime() - begun);
      }
    } finally {
      before.close();
    }
  }

  /** How many datagrams leave in each second until all devices told something. */
  private static void count(
      CoapAdapter hub, RecordingHost host, List<AttachedDevice> home, List<Long> perSecond)
      throws InterruptedException {
    long last = sent(hub);
    while (home.stream().anyMatch(device -> host.valuesSoFar(device.id()).size() < FEEDS)
        && perSecond.size() < 60) {
      TimeUnit.SECONDS.sleep(1); // the unit that is counted in
      long now = sent(hub);
      perSecond.add(now - last);
      last = now;
    }
  }

  private static long sent(CoapAdapter hub) {
    return hub.diagnostics().places().stream()
        .flatMap(place -> place.sent().stream())
        .mapToLong(Diagnostics.Tally::count)
        .sum();
  }

  private static AttachedDevice known(RecordingHost host, int port) {
    Sighting sighting = host.offerAt(port);
    Sighting.Offer offer = sighting.offer().orElseThrow();
    return new AttachedDevice(
        DeviceId.random(), sighting.identity(), offer.description(), offer.link());
  }

  private static List<CoapProfile> profiles() {
    return List.of(new WotProfile(), new SenmlProfile());
  }
}
