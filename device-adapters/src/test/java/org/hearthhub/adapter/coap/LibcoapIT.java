package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hearthhub.device.CommandOutcome;
import org.hearthhub.device.DeviceStatus.State;
import org.hearthhub.device.Sighting;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DataType;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Value;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** With libcoap's own server and client on loopback. */
class LibcoapIT extends CoapAdapterTest {
  private static final AffordanceName TIME = AffordanceName.of("time");

  @BeforeAll
  static void needsLibcoap() {
    Libcoap.require();
  }

  private Sighting sightingAt(int port) {
    adapter.look("127.0.0.1:" + port);
    return host.sightingAt(port);
  }

  @Test
  void its_clock_becomes_a_live_property_and_is_never_written() throws Exception {
    int port = Libcoap.freePort();
    try (Libcoap server = Libcoap.serve(List.of(), "-A", "127.0.0.1", "-p", "" + port)) {
      assertThat(server).isNotNull();
      Sighting sighting = sightingAt(port);
      var time = sighting.offer().orElseThrow().description().property(TIME).orElseThrow();
      assertThat(time.observable()).isTrue();
      assertThat(time.schema().readOnly()).isTrue();
      assertThat(time.schema().type()).isEqualTo(DataType.STRING);
      assertThat(time.schema().title()).contains("Internal Clock");

      DeviceId id = accept(sighting);
      Value first = host.anyReading(id, "time").value();
      host.otherReading(id, "time", first); // it ticks

      assertThat(adapter.write(id, TIME, Value.of("0"), PATIENCE))
          .isInstanceOf(CommandOutcome.Refused.class);
    }
  }

  @Test
  void a_server_that_is_killed_and_started_again_is_observed_again() throws Exception {
    int port = Libcoap.freePort();
    DeviceId id;
    try (Libcoap server = Libcoap.serve(List.of(), "-A", "127.0.0.1", "-p", "" + port)) {
      assertThat(server).isNotNull();
      id = accept(sightingAt(port));
      host.anyReading(id, "time");
    }
    host.status(id, State.OFFLINE);
    try (Libcoap server = Libcoap.serve(List.of(), "-A", "127.0.0.1", "-p", "" + port)) {
      assertThat(server).isNotNull();
      host.status(id, State.ONLINE);
      int before = host.valuesSoFar(id).size();
      host.readings(id, before + 2);
    }
  }

  @Test
  void its_client_reads_what_the_hub_offers() throws Exception {
    String hub = "coap://127.0.0.1:" + adapter.port();

    assertThat(Libcoap.ask("-m", "get", hub + "/.well-known/core")).contains("</report>");
    assertThat(Libcoap.ask("-m", "post", "-t", "110", "-e", "[{]", hub + "/report"))
        .startsWith("4.00");
    assertThat(Libcoap.ask("-m", "post", hub + "/.well-known/rd")).startsWith("4.00");
    assertThat(Libcoap.ask("-m", "get", hub + "/nothing")).startsWith("4.04");
  }

  @Test
  void its_client_looks_up_what_registered_with_the_hub() throws Exception {
    String hub = "coap://127.0.0.1:" + adapter.port();
    TestDevice lamp = given(it -> it.text("on", "false").attribute("rt", "oic.r.switch.binary"));
    lamp.register(adapter.port(), "attic-lamp");
    host.sightingWhy("registered itself");

    assertThat(Libcoap.ask("-m", "get", hub + "/.well-known/core?rt=core.rd*"))
        .contains("</rd>")
        .contains("</rd-lookup/ep>")
        .contains("</rd-lookup/res>");
    assertThat(Libcoap.ask("-m", "get", hub + "/rd-lookup/ep?ep=attic-lamp"))
        .contains("ep=\"attic-lamp\"")
        .contains("base=\"coap://" + lamp.address() + "\"");
    assertThat(Libcoap.ask("-m", "get", hub + "/rd-lookup/ep?ep=nobody")).isEmpty();
  }

  @Test
  void its_client_reads_the_description_of_the_hub_block_by_block() throws Exception {
    String td = "{\"title\":\"" + "Hearth ".repeat(200) + "\"}";
    adapter.describeHub(td.getBytes(StandardCharsets.UTF_8));
    String hub = "coap://127.0.0.1:" + adapter.port();

    assertThat(Libcoap.ask("-m", "get", "-b", "256", hub + "/.well-known/wot")).isEqualTo(td);
    assertThat(Libcoap.ask("-m", "get", hub + "/.well-known/core?rt=wot*"))
        .isEqualTo("</.well-known/wot>;ct=432;rt=wot.directory");
  }
}
