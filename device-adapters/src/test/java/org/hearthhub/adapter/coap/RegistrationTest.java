package org.hearthhub.adapter.coap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.hearthhub.device.DeviceIdentity;
import org.hearthhub.device.Sighting;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationTest extends CoapAdapterTest {
  private TestDevice sensor() throws Exception {
    return given(it -> it.text("temperature", "20"));
  }

  @Test
  void a_device_that_registers_is_known_by_its_endpoint_name() throws Exception {
    TestDevice device = sensor();

    assertThat(device.register(adapter.port(), "attic-sensor").getCode())
        .isEqualTo(ResponseCode.CHANGED);

    Sighting sighting = host.sightingOf("ep");
    assertThat(sighting.identity()).isEqualTo(new DeviceIdentity("ep", "attic-sensor"));
    assertThat(sighting.title()).isEqualTo("attic-sensor");
    assertThat(sighting.why())
        .isEqualTo("registered itself; known again by the name it gave itself");
  }

  @Test
  void a_device_that_is_found_twice_is_one_entry() throws Exception {
    TestDevice device = sensor();
    DeviceIdentity byAddress = lookAt(device).identity();

    device.register(adapter.port(), "attic-sensor");
    host.sightingOf("ep");
    host.farewell(byAddress);
    adapter.look(device.address());
    host.sightingAt(device.port());

    assertThat(host.inboxSoFar()).extracting(Sighting::identity).hasSize(1);
    assertThat(host.inboxSoFar().getFirst().identity().scheme()).isEqualTo("ep");
  }

  @Test
  void a_device_that_was_accepted_by_its_address_stays_the_same_when_it_registers()
      throws Exception {
    TestDevice device = sensor();
    DeviceId id = accept(device);
    host.reading(id, "temperature", Value.of(20));

    device.register(adapter.port(), "attic-sensor");
    host.farewell(new DeviceIdentity("ep", "attic-sensor"));

    assertThat(host.inboxSoFar())
        .extracting(one -> one.identity().scheme())
        .containsExactly("address");
  }

  @Test
  void a_device_with_a_new_address_is_the_same_device() throws Exception {
    TestDevice before = sensor();
    before.register(adapter.port(), "attic-sensor");
    DeviceId id = accept(host.sightingOf("ep"));
    host.reading(id, "temperature", Value.of(20));
    before.switchOff();

    TestDevice after = sensor();
    after.cell("temperature").payload = "28".getBytes(UTF_8);
    after.register(adapter.port(), "attic-sensor");

    host.reading(id, "temperature", Value.of(28));
    assertThat(host.redescription(id).address()).endsWith(":" + after.port());
  }

  @Test
  void what_a_person_accepted_is_not_changed_by_what_a_resource_says_today() throws Exception {
    TestDevice device = given(it -> it.text("state", "20"));
    DeviceId id = accept(device);
    host.reading(id, "state", Value.of(20));

    device.cell("state").payload = "starting".getBytes(UTF_8);
    device.register(adapter.port(), "attic-sensor");
    host.farewell(new DeviceIdentity("ep", "attic-sensor"));
    device.cell("state").set("21");

    host.reading(id, "state", Value.of(21));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?ep=",
        "?lt=60",
        "?ep=a&lt=0",
        "?ep=a&lt=x",
        "?ep=a&lt=99999999999",
        "?ep=a&base=coap://10.0.0.1"
      })
  void a_malformed_registration_is_answered_with_4_00(String query) throws Exception {
    TestDevice device = sensor();
    Request request = Request.newPost();
    request.setURI("coap://127.0.0.1:" + adapter.port() + "/.well-known/rd" + query);

    assertThat(device.ask(request).getCode()).isEqualTo(ResponseCode.BAD_REQUEST);
  }

  @Test
  void a_registration_with_a_body_or_a_huge_one_is_turned_away() throws Exception {
    TestDevice device = sensor();
    Request small = Request.newPost();
    small.setURI("coap://127.0.0.1:" + adapter.port() + "/.well-known/rd?ep=a");
    small.setPayload("</x>");
    assertThat(device.ask(small).getCode()).isEqualTo(ResponseCode.BAD_REQUEST);

    Request huge = Request.newPost();
    huge.setURI("coap://127.0.0.1:" + adapter.port() + "/.well-known/rd?ep=a");
    huge.setPayload(new byte[200_000]);
    assertThat(device.ask(huge).getCode()).isEqualTo(ResponseCode.REQUEST_ENTITY_TOO_LARGE);
  }

  @Test
  void the_hub_lists_its_resources_in_few_words() throws Exception {
    Request request = Request.newGet();
    request.setURI("coap://127.0.0.1:" + adapter.port() + "/.well-known/core");

    String links = sensor().ask(request).getResponseText();

    assertThat(links)
        .contains("</report>")
        .doesNotContain("Californium")
        .hasSizeLessThanOrEqualTo(136);
  }
}
