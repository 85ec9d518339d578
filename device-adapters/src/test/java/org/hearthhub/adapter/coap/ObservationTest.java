package org.hearthhub.adapter.coap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.hearthhub.device.DeviceStatus.State;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Value;
import org.junit.jupiter.api.Test;

class ObservationTest extends CoapAdapterTest {
  private TestDevice thermometer() throws Exception {
    return given(it -> it.text("temperature", "20").lasting(1));
  }

  @Test
  void is_online_once_heard() throws Exception {
    DeviceId id = accept(thermometer());

    host.reading(id, "temperature", Value.of(20));
    assertThat(host.status(id, State.ONLINE).reason()).isEmpty();
  }

  @Test
  void an_observation_that_died_silently_is_renewed() throws Exception {
    TestDevice device = thermometer();
    DeviceId id = accept(device);
    host.reading(id, "temperature", Value.of(20));

    device.forgetObservers();
    device.cell("temperature").payload = "23".getBytes(UTF_8); // nobody is told
    host.reading(id, "temperature", Value.of(23));

    device.cell("temperature").set("24");
    host.reading(id, "temperature", Value.of(24));
  }

  @Test
  void a_device_that_reboots_on_its_address_is_heard_again() throws Exception {
    TestDevice device = thermometer();
    DeviceId id = accept(device);
    host.reading(id, "temperature", Value.of(20));

    device.reboot();
    device.cell("temperature").set("25");

    host.reading(id, "temperature", Value.of(25));
  }

  @Test
  void a_device_that_falls_silent_is_offline_and_comes_back() throws Exception {
    TestDevice device = thermometer();
    DeviceId id = accept(device);
    host.reading(id, "temperature", Value.of(20));

    device.switchOff();
    assertThat(host.status(id, State.OFFLINE).reason()).contains("does not answer");

    device.reboot();
    host.status(id, State.ONLINE);
    device.cell("temperature").set("26");
    host.reading(id, "temperature", Value.of(26));
  }

  @Test
  void a_resource_that_cannot_be_observed_is_asked_now_and_then() throws Exception {
    TestDevice device =
        given(it -> it.text("temperature", "20").lasting(1).bare().attribute("rt", "temperature"));
    DeviceId id = accept(device);
    host.reading(id, "temperature", Value.of(20));

    device.cell("temperature").payload = "27".getBytes(UTF_8);

    host.reading(id, "temperature", Value.of(27));
  }

  @Test
  void a_device_that_sends_rubbish_is_quarantined_until_it_makes_sense_again() throws Exception {
    byte[] good = "[{\"n\":\"temperature\",\"v\":20}]".getBytes(UTF_8);
    TestDevice broken = given(it -> it.cell("t", 110, good).lasting(1).attribute("ct", "110"));
    TestDevice fine = thermometer();
    DeviceId id = accept(broken);
    DeviceId other = accept(fine);
    host.reading(id, "temperature", Value.of(20));

    broken.cell("t").set("[{\"n\":\"temp");
    assertThat(host.status(id, State.QUARANTINED).reason())
        .isEqualTo("It sends data that is not valid SenML: it is not JSON.");

    fine.cell("temperature").set("21");
    host.reading(other, "temperature", Value.of(21));
    assertThat(host.status(other, State.ONLINE).reason()).isEmpty();

    broken.cell("t").set("[{\"n\":\"temperature\",\"v\":22}]");
    host.reading(id, "temperature", Value.of(22));
    host.status(id, State.ONLINE);
  }

  @Test
  void a_device_that_was_removed_is_left_alone() throws Exception {
    TestDevice device = thermometer();
    DeviceId id = accept(device);
    host.reading(id, "temperature", Value.of(20));

    adapter.detach(id);

    assertThat(device.awaitObservers("temperature", 0)).isTrue();
  }

  @Test
  void a_hub_that_stops_takes_its_leave() throws Exception {
    TestDevice device = thermometer();
    host.reading(accept(device), "temperature", Value.of(20));

    adapter.close();

    assertThat(device.awaitObservers("temperature", 0)).isTrue();
  }
}
