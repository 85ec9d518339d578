package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.hearthhub.adapter.coap.TestDevice.Cell;
import org.hearthhub.device.Sighting;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.Refused;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DataSchema;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Kind;
import org.hearthhub.thing.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypedAddressTest extends CoapAdapterTest {
  @Test
  void a_plain_device_at_a_typed_address_becomes_a_sighting_and_then_live_readings()
      throws Exception {
    TestDevice device =
        given(
            it -> {
              it.text("temperature", "20.5 °C").observable().attribute("rt", "oic.r.temperature");
              it.text("plain", "no attributes, no property").bare();
            });

    Sighting sighting = lookAt(device);

    assertThat(sighting.identity().scheme()).isEqualTo("address");
    assertThat(sighting.address()).isEqualTo("coap://127.0.0.1:" + device.port());
    assertThat(sighting.why()).isEqualTo("its address was given; known again only by its address");
    assertThat(sighting.kind()).isEqualTo(Kind.CLIMATE);
    DataSchema schema =
        sighting
            .offer()
            .orElseThrow()
            .description()
            .properties()
            .values()
            .iterator()
            .next()
            .schema();
    assertThat(schema.unit()).contains("Cel");
    assertThat(schema.readOnly()).isTrue();
    assertThat(schema.semanticTypes()).containsExactly("TemperatureProperty");
    assertThat(sighting.offer().orElseThrow().description().properties())
        .containsOnlyKeys(AffordanceName.of("temperature"));

    DeviceId id = accept(sighting);
    host.reading(id, "temperature", Value.of(20.5));
    device.cell("temperature").set("21 °C");
    host.reading(id, "temperature", Value.of(21));
  }

  @Test
  void a_pack_of_records_becomes_one_property_each() throws Exception {
    byte[] pack =
        "[{\"bn\":\"urn:dev:ow:1a:\",\"n\":\"temperature\",\"u\":\"Cel\",\"v\":21.5},{\"n\":\"humidity\",\"u\":\"%RH\",\"v\":40}]"
            .getBytes(StandardCharsets.UTF_8);
    TestDevice device =
        given(it -> it.cell("sensors", 110, pack).observable().attribute("ct", "110"));

    DeviceId id = accept(device);

    host.reading(id, "temperature", Value.of(21.5));
    host.reading(id, "humidity", Value.of(40));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "coap://192.168.1.20",
        "coaps://192.168.1.20",
        "192.168.1.20:5700",
        "lamp.local",
        "[fe80::1%eth0]:5683"
      })
  void knows_the_forms_of_an_address(String address) {
    assertThat(adapter.understandsAddress(address)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://192.168.1.20", "not an address", "1.2.3.4:99999", "coap+tcp://a", ""})
  void is_not_for_other_addresses(String address) {
    assertThat(adapter.understandsAddress(address)).isFalse();
    assertThatThrownBy(() -> adapter.look(address)).isInstanceOf(Invalid.class);
  }

  @Test
  void an_address_that_is_not_at_home_is_refused() {
    assertThatThrownBy(() -> adapter.look("coap://192.0.2.7"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("this machine only");
  }

  @Test
  void what_is_not_declared_writable_is_never_written() throws Exception {
    TestDevice device = given(it -> it.text("time", "now").observable().attribute("if", "clock"));
    Cell time = device.cell("time");
    time.takesWrites = true;

    DeviceId id = accept(device);

    host.reading(id, "time", Value.of("now"));
    assertThat(adapter.write(id, AffordanceName.of("time"), Value.of("later"), PATIENCE).toString())
        .contains("does not let anyone change this");
    assertThat(time.puts).hasValue(0);
  }
}
