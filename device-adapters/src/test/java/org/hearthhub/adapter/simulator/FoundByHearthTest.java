package org.hearthhub.adapter.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.hearthhub.adapter.coap.CoapAdapter;
import org.hearthhub.adapter.coap.CoapSettings;
import org.hearthhub.adapter.coap.MemoryKeys;
import org.hearthhub.adapter.coap.profile.senml.SenmlProfile;
import org.hearthhub.adapter.coap.profile.wot.WotProfile;
import org.hearthhub.device.AdapterHost;
import org.hearthhub.device.AttachedDevice;
import org.hearthhub.device.CommandOutcome;
import org.hearthhub.device.Credentials;
import org.hearthhub.device.DeviceIdentity;
import org.hearthhub.device.DeviceStatus;
import org.hearthhub.device.Sighting;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Kind;
import org.hearthhub.thing.Notification;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.ThingDescription;
import org.hearthhub.thing.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The two sides, which share no code, understand each other. */
@Timeout(120)
class FoundByHearthTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Host host = new Host();

  @Test
  void every_simulated_device_is_known_for_what_it_is_and_tells_all_its_values() throws Exception {
    try (CoapAdapter coap = coap()) {
      coap.start(host);
      try (SimulatedHome home = SimulatedHome.start(registeringWith(coap))) {
        Map<String, Sighting> seen = new TreeMap<>();
        while (seen.size() < home.devices().size()) {
          Sighting sighting = host.sighting();
          seen.put(sighting.title(), sighting);
        }

        for (SimulatedDevice device : home.devices()) {
          Sighting sighting = seen.get(device.title());
          assertThat(sighting).as(device.title()).isNotNull();
          assertThat(sighting.identity().scheme())
              .isEqualTo(device.blueprint().describesItself() ? "td" : "ep");
          assertThat(names(sighting)).as(device.title()).isEqualTo(properties(device));
        }
        assertThat(seen.values())
            .extracting(Sighting::kind)
            .contains(
                Kind.LIGHT,
                Kind.PLUG,
                Kind.THERMOSTAT,
                Kind.DOOR,
                Kind.WINDOW,
                Kind.MOTION,
                Kind.LEAK,
                Kind.SMOKE,
                Kind.CLIMATE,
                Kind.BLIND,
                Kind.SOLAR,
                Kind.HEAT_PUMP)
            .doesNotContain(Kind.UNKNOWN);
      }
    }
  }

  @Test
  void lamps_of_every_dialect_are_switched_and_say_so() throws Exception {
    try (CoapAdapter coap = coap()) {
      coap.start(host);
      try (SimulatedHome home = SimulatedHome.start(registeringWith(coap))) {
        for (String title :
            List.of("Kitchen lamp", "Bedroom lamp", "Hallway lamp", "Kitchen kettle plug")) {
          SimulatedDevice device = home.device(title).orElseThrow();
          boolean wanted = !device.value("on").orElseThrow().equals(Value.of(true));
          DeviceId id = attach(coap, title);

          CommandOutcome outcome =
              coap.write(id, AffordanceName.of("on"), Value.of(wanted), Duration.ofSeconds(20));

          assertThat(outcome).as(title).isInstanceOf(CommandOutcome.Confirmed.class);
          assertThat(device.value("on")).as(title).contains(Value.of(wanted));
        }
      }
    }
  }

  @Test
  void a_doorbell_that_is_pressed_is_heard() throws Exception {
    try (CoapAdapter coap = coap()) {
      coap.start(host);
      try (SimulatedHome home = SimulatedHome.start(registeringWith(coap))) {
        SimulatedDevice bell = home.device("Hallway doorbell").orElseThrow();
        DeviceId id = attach(coap, bell.title());
        host.awaitReading();

        // Not before the bell knows who listens, which nothing tells: until it is heard.
        Optional<Notification> heard = Optional.empty();
        for (int tries = 0; heard.isEmpty() && tries < 20; tries++) {
          assertThat(coap.invoke(id, AffordanceName.of("test"), Optional.empty(), PATIENCE))
              .isInstanceOf(CommandOutcome.Confirmed.class);
          heard = Optional.ofNullable(host.notifications.poll(3, TimeUnit.SECONDS));
        }

        assertThat(heard.map(Notification::event)).contains(AffordanceName.of("pressed"));
        assertThat(heard.flatMap(Notification::data))
            .hasValueSatisfying(it -> assertThat(it).isIn(Value.of("short"), Value.of("long")));
      }
    }
  }

  private DeviceId attach(CoapAdapter coap, String title) throws InterruptedException {
    Sighting sighting = host.sighting();
    while (!sighting.title().equals(title)) {
      host.sightings.add(sighting);
      sighting = host.sighting();
    }
    Sighting.Offer offer = sighting.offer().orElseThrow();
    DeviceId id = DeviceId.random();
    coap.attach(new AttachedDevice(id, sighting.identity(), offer.description(), offer.link()));
    return id;
  }

  private static CoapAdapter coap() {
    return new CoapAdapter(
        CoapSettings.loopback().withGroupPort(0), List.of(new WotProfile(), new SenmlProfile()));
  }

  private static SimulationSettings registeringWith(CoapAdapter coap) {
    return SimulationSettings.of(SimulationSettings.NAMED_DEVICES)
        .withoutMulticast()
        .registeringWith(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), coap.port()));
  }

  private static Set<String> names(Sighting sighting) {
    return sighting.offer().orElseThrow().description().properties().keySet().stream()
        .map(AffordanceName::text)
        .collect(Collectors.toSet());
  }

  private static Set<String> properties(SimulatedDevice device) {
    return device.blueprint().properties().stream()
        .map(SimulatedProperty.Spec::name)
        .collect(Collectors.toSet());
  }

  /** A hub that takes down what is sighted. */
  private static final class Host implements AdapterHost {
    private final MemoryKeys keys = new MemoryKeys();

    final BlockingQueue<Sighting> sightings = new LinkedBlockingQueue<>();
    final BlockingQueue<Notification> notifications = new LinkedBlockingQueue<>();
    private final CountDownLatch spoken = new CountDownLatch(1);

    Sighting sighting() throws InterruptedException {
      Sighting next = sightings.poll(60, TimeUnit.SECONDS);
      assertThat(next).isNotNull();
      return next;
    }

    @Override
    public InstantSource clock() {
      return InstantSource.system();
    }

    @Override
    public Credentials credentials() {
      return keys;
    }

    @Override
    public void sighted(Sighting sighting) {
      sightings.add(sighting);
    }

    @Override
    public void gone(DeviceIdentity identity) {}

    void awaitReading() throws InterruptedException {
      assertThat(spoken.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public CompletionStage<Void> report(DeviceId device, List<Reading> readings) {
      spoken.countDown();
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Void> reportAndCommit(DeviceId device, List<Reading> readings) {
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Void> notified(DeviceId device, Notification notification) {
      notifications.add(notification);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public void status(DeviceId device, DeviceStatus.State state, String reason) {}

    @Override
    public void redescribed(
        DeviceId device, ThingDescription description, String address, String link) {}
  }
}
