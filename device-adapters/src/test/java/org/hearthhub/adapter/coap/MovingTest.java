package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.util.List;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.hearthhub.adapter.coap.format.Tlv;
import org.hearthhub.adapter.coap.profile.lwm2m.Lwm2mProfile;
import org.hearthhub.adapter.coap.profile.senml.SenmlProfile;
import org.hearthhub.device.DeviceIdentity;
import org.hearthhub.device.DeviceStatus.State;
import org.hearthhub.device.Sighting;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Value;
import org.junit.jupiter.api.Test;

/** Plain devices that move, and others that only say they did. */
class MovingTest extends CoapAdapterTest {
  private static final int GROUP_PORT = freePort();

  @Override
  CoapSettings settings() {
    return CoapSettings.loopback().withGroupPort(GROUP_PORT).at(CoapSettings.Pace.quick());
  }

  @Override
  List<CoapProfile> profiles() {
    return List.of(new Lwm2mProfile(), new SenmlProfile());
  }

  private static int freePort() {
    try (DatagramSocket probe = new DatagramSocket()) {
      return probe.getLocalPort();
    } catch (IOException noPort) {
      throw new AssertionError(noPort);
    }
  }

  private TestDevice sensor(int value) throws Exception {
    return given(it -> it.text("temperature", Integer.toString(value)));
  }

  private DeviceId accepted(TestDevice device, String name, int value) throws Exception {
    device.register(adapter.port(), name);
    DeviceId id = accept(host.sighting(new DeviceIdentity("ep", name)));
    host.reading(id, "temperature", Value.of(value));
    return id;
  }

  private static DeviceIdentity addressOf(TestDevice device) {
    return new DeviceIdentity("address", "coap://" + device.address());
  }

  @Test
  void who_registers_by_the_name_of_a_device_that_is_well_takes_nothing_over() throws Exception {
    TestDevice device = sensor(20);
    DeviceId id = accepted(device, "greenhouse", 20);

    TestDevice impostor = sensor(66);
    impostor.register(adapter.port(), "greenhouse");
    host.farewell(addressOf(impostor)); // it was looked at, and told apart from nobody
    device.cell("temperature").set("21");

    host.reading(id, "temperature", Value.of(21));
    assertThat(host.valuesSoFar(id)).doesNotContain(Value.of(66));
    assertThat(host.redescriptionsSoFar(id)).isEmpty();
  }

  @Test
  void somebody_elses_registration_sent_in_its_name_does_not_give_a_device_away() throws Exception {
    TestDevice device =
        given(it -> it.text("temperature", "20").attribute("ep", "greenhouse").observable());
    DeviceId id = accepted(device, "greenhouse", 20);
    device.register(adapter.port(), "other"); // as whoever forges where it comes from does
    TestDevice impostor = sensor(66);

    impostor.register(adapter.port(), "greenhouse");

    host.farewell(addressOf(impostor));
    device.cell("temperature").set("21");
    host.reading(id, "temperature", Value.of(21));
    assertThat(host.valuesSoFar(id)).doesNotContain(Value.of(66));
    assertThat(host.redescriptionsSoFar(id)).isEmpty();
  }

  @Test
  void who_takes_back_the_registration_of_another_does_not_switch_it_off() throws Exception {
    TestDevice device = sensor(20);
    DeviceId id = accepted(device, "greenhouse", 20);
    TestDevice impostor = sensor(66);

    Request registration = new Request(Code.POST);
    registration.setURI("coap://127.0.0.1:" + adapter.port() + "/rd?ep=greenhouse");
    String location = impostor.ask(registration).getOptions().getLocationPathString();
    Request removal = new Request(Code.DELETE);
    removal.setURI("coap://127.0.0.1:" + adapter.port() + "/" + location);
    assertThat(impostor.ask(removal).getCode()).isEqualTo(ResponseCode.DELETED);
    device.cell("temperature").set("21");

    host.reading(id, "temperature", Value.of(21));
    assertThat(host.statusesSoFar(id)).doesNotContain(State.OFFLINE);
  }

  @Test
  void two_devices_that_exchanged_their_addresses_are_told_apart() throws Exception {
    TestDevice one = sensor(1);
    TestDevice other = sensor(2);
    DeviceId first = accepted(one, "first", 1);
    DeviceId second = accepted(other, "second", 2);

    other.cell("temperature").set("11");
    one.cell("temperature").set("12");
    other.register(adapter.port(), "first");
    one.register(adapter.port(), "second");

    assertThat(host.redescriptionAt(first, other.port())).isNotNull();
    assertThat(host.redescriptionAt(second, one.port())).isNotNull();
  }

  @Test
  void a_device_that_moved_is_not_taken_back_when_somebody_else_answers_where_it_was()
      throws Exception {
    TestDevice before = sensor(20);
    DeviceId id = accepted(before, "greenhouse", 20);
    before.switchOff();
    TestDevice after = sensor(28);
    after.register(adapter.port(), "greenhouse");
    host.redescriptionAt(id, after.port());
    int sightings = host.timesSighted(new DeviceIdentity("ep", "greenhouse"));

    try (Stranger other = new Stranger("127.0.0.1", before.port(), adapter.port())) {
      other.answerCall(GROUP_PORT, "</other>;rt=\"other\"");
      other.nextQuestion(); // it is asked, since the device is not there any longer
    }

    assertThat(host.timesSighted(new DeviceIdentity("ep", "greenhouse"))).isEqualTo(sightings);
  }

  /** It can be restarted, and tells nothing. */
  private TestDevice silentClient() throws Exception {
    return given(
        it -> {
          CoapResource itself = new CoapResource("3");
          itself.add(
              new CoapResource("0") {
                @Override
                public void handleGET(CoapExchange exchange) {
                  exchange.respond(
                      ResponseCode.CONTENT, Tlv.resource(1, Tlv.text("Doorbell")), 11542);
                }
              });
          it.add(itself);
        });
  }

  private void registerClient(TestDevice client) throws Exception {
    Request registration = new Request(Code.POST);
    registration.setURI("coap://127.0.0.1:" + adapter.port() + "/rd?ep=bell&lwm2m=1.1&lt=3600");
    registration.setPayload("</3/0>");
    registration.getOptions().setContentFormat(40);
    assertThat(client.ask(registration).getCode()).isEqualTo(ResponseCode.CREATED);
  }

  @Test
  void one_that_tells_nothing_by_itself_is_followed_too_where_it_moved() throws Exception {
    TestDevice before = silentClient();
    registerClient(before);
    DeviceIdentity bell = new DeviceIdentity("ep", "bell");
    Sighting sighting = host.offerAt(before.port());
    assertThat(sighting.identity()).isEqualTo(bell);
    DeviceId id = accept(sighting);
    before.switchOff();

    TestDevice after = silentClient();
    registerClient(after);

    assertThat(host.redescriptionAt(id, after.port())).isNotNull();
  }

  @Test
  void who_uses_the_name_of_one_that_tells_nothing_and_is_there_takes_nothing_over()
      throws Exception {
    TestDevice device = silentClient();
    registerClient(device);
    DeviceId id = accept(host.offerAt(device.port()));
    TestDevice impostor = silentClient();

    registerClient(impostor);

    host.farewell(addressOf(impostor));
    assertThat(host.redescriptionsSoFar(id)).isEmpty();
  }
}
