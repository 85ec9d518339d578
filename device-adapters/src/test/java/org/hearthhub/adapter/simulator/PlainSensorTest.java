package org.hearthhub.adapter.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.hearthhub.thing.Value;
import org.junit.jupiter.api.Test;

class PlainSensorTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  @Test
  void no_two_of_four_hundred_readings_are_alike() {
    PlainSensor sensor = new PlainSensor(7, 42);
    for (int property = 0; property < PlainSensor.SERIES.size(); property++) {
      Set<Double> values = new HashSet<>();
      for (long reading = 29_000_000; reading < 29_000_400; reading++) {
        values.add(sensor.value(property, reading));
      }
      assertThat(values).as(PlainSensor.SERIES.get(property).name()).hasSize(400);
    }
  }

  @Test
  void a_reading_is_the_latest_from_when_it_is_due_until_the_next_one() {
    PlainSensor sensor = new PlainSensor(7, 42);
    long reading = sensor.numberAt(3, NOON);

    assertThat(sensor.due(3, reading)).isBetween(NOON.minusSeconds(60), NOON);
    assertThat(sensor.numberAt(3, sensor.due(3, reading + 1).minusMillis(1))).isEqualTo(reading);
    assertThat(sensor.numberAt(3, sensor.due(3, reading + 1))).isEqualTo(reading + 1);
  }

  @Test
  void a_device_of_a_plain_home_tells_what_can_be_calculated() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(NOON);
    SimulationSettings settings =
        SimulationSettings.of(2)
            .plainOnly()
            .seeded(7)
            .by(now::get, ZoneOffset.UTC)
            .withoutMulticast();
    try (SimulatedHome home = SimulatedHome.start(settings);
        CoapPeer peer = new CoapPeer()) {
      SimulatedDevice device = home.devices().getLast();
      PlainSensor sensor = new PlainSensor(7, 2);
      assertThat(device.title()).isEqualTo(PlainSensor.title(2));
      assertThat(device.blueprint().properties()).hasSize(10);
      for (int minute = 0; minute < 3; minute++) {
        now.updateAndGet(before -> before.plus(Duration.ofMinutes(1)));
        home.live();
        for (int property = 0; property < PlainSensor.SERIES.size(); property++) {
          double expected = sensor.value(property, sensor.numberAt(property, now.get()));
          assertThat(device.value(PlainSensor.SERIES.get(property).name()))
              .contains(Value.of(expected));
        }
      }
      assertThat(
              Payloads.read(device.blueprint().format(), peer.get(device, "/energy").getPayload()))
          .isEqualTo(device.value("energy"));
    }
  }
}
