package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.hearthhub.adapter.coap.profile.senml.SenmlProfile;
import org.hearthhub.adapter.coap.profile.wot.WotProfile;
import org.hearthhub.device.AttachedDevice;
import org.hearthhub.device.Sighting;
import org.hearthhub.thing.DeviceId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A hub's CoAP adapter and real devices on loopback. */
abstract class CoapAdapterTest {
  static final Duration PATIENCE = Duration.ofSeconds(10);

  final RecordingHost host = new RecordingHost();
  final CoapAdapter adapter = new CoapAdapter(settings(), profiles());
  private final List<TestDevice> devices = new ArrayList<>();

  CoapSettings settings() {
    return CoapSettings.loopback().withGroupPort(0).at(CoapSettings.Pace.quick());
  }

  List<CoapProfile> profiles() {
    return List.of(new WotProfile(), new SenmlProfile());
  }

  @BeforeEach
  void start() {
    adapter.start(host);
  }

  @AfterEach
  void stop() {
    adapter.close();
    devices.forEach(TestDevice::close);
  }

  TestDevice given(Consumer<TestDevice> made) throws Exception {
    TestDevice device = new TestDevice(made);
    devices.add(device);
    return device;
  }

  Sighting lookAt(TestDevice device) {
    adapter.look(device.address());
    return host.sightingAt(device.port());
  }

  DeviceId accept(TestDevice device) {
    return accept(lookAt(device));
  }

  DeviceId accept(Sighting sighting) {
    assertThat(sighting.offer()).isPresent();
    DeviceId id = DeviceId.random();
    adapter.attach(
        new AttachedDevice(
            id,
            sighting.identity(),
            sighting.offer().orElseThrow().description(),
            sighting.offer().orElseThrow().link()));
    return id;
  }
}
