package org.hearthhub.adapter.coap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.hearthhub.device.DeviceStatus.State;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Value;
import org.junit.jupiter.api.Test;

/** What happens at a Thing, from its own resource to the hub. */
class ThingEventsTest extends CoapAdapterTest {
  private static final String BELL =
      """
      {"@context": "https://www.w3.org/2022/wot/td/v1.1", "id": "urn:example:bell-1",
       "title": "Doorbell", "security": "nosec_sc",
       "securityDefinitions": {"nosec_sc": {"scheme": "nosec"}},
       "properties": {"battery": {"type": "integer", "observable": true, "forms": [
           {"href": "/battery", "op": ["readproperty", "observeproperty"]}]}},
       "events": {
         "pressed": {"title": "Pressed", "data": {"type": "string"}, "forms": [
           {"href": "http://198.51.100.9/pressed", "op": "subscribeevent", "subprotocol": "sse"},
           {"href": "/pressed", "op": ["subscribeevent", "unsubscribeevent"],
            "contentType": "application/json", "subprotocol": "cov:observe"}]},
         "battery": {"forms": [{"href": "/low"}]},
         "polled": {"forms": [{"href": "/polled", "subprotocol": "longpoll"}]},
         "filtered": {"subscription": {"type": "string"}, "forms": [{"href": "/filtered"}]},
         "mailed": {"forms": [{"href": "mailto:bell@example.org"}]}}}
      """;

  /** Quick, but for one thing: nothing is asked for anew before its time. */
  @Override
  CoapSettings settings() {
    CoapSettings.Pace quick = CoapSettings.Pace.quick();
    return CoapSettings.loopback()
        .withGroupPort(0)
        .at(
            new CoapSettings.Pace(
                quick.acknowledgement(),
                quick.retransmissions(),
                quick.answer(),
                quick.leastSilence(),
                Duration.ofMinutes(2),
                quick.firstRetry(),
                quick.lastRetry(),
                quick.poll(),
                quick.firstLook(),
                quick.lastLook(),
                quick.leisure(),
                quick.questionsPerSecond()));
  }

  private TestDevice bell() throws Exception {
    return bell(60);
  }

  /**
   * @param seconds after which the hub asks for its events anew; what happens in the very moment of
   *     that is not told (docs/devices/wot.md)
   */
  private TestDevice bell(int seconds) throws Exception {
    return given(
        it -> {
          it.wellKnown("wot", 432, BELL.getBytes(UTF_8), "wot.thing");
          it.cell("battery", 50, "80".getBytes(UTF_8)).lasting(1);
          it.cell("pressed", 50, "\"before\"".getBytes(UTF_8)).lasting(seconds);
          it.cell("low", 0, "".getBytes(UTF_8)).lasting(seconds);
        });
  }

  private static Optional<Value> text(String word) {
    return Optional.of(Value.of(word));
  }

  private DeviceId listening(TestDevice bell) {
    DeviceId id = accept(bell);
    host.reading(id, "battery", Value.of(80));
    assertThat(bell.awaitObservers("pressed", 1)).isTrue();
    assertThat(bell.awaitObservers("low", 1)).isTrue();
    return id;
  }

  @Test
  void events_that_can_be_observed_are_offered_and_the_others_are_named() throws Exception {
    var offered = lookAt(bell()).offer().orElseThrow().description();

    assertThat(offered.events())
        .containsOnlyKeys(AffordanceName.of("pressed"), AffordanceName.of("battery"));
    assertThat(adapter.diagnostics().strange())
        .extracting(strange -> strange.why())
        .containsExactly(
            "It offers events in a way that Hearth cannot follow; they are left out:"
                + " “polled”, “filtered”, “mailed”.");
  }

  @Test
  void each_time_that_it_happens_is_told_with_what_came_with_it() throws Exception {
    TestDevice bell = bell();
    DeviceId id = listening(bell);

    // One after the other: what a device has to say before the last was acknowledged is one
    // notification (RFC 7641 section 4.5).
    bell.cell("pressed").set("\"front\"");
    host.happened(id, "pressed", 1);
    bell.cell("low").set("");
    bell.cell("pressed").set("\"front\"");
    host.happened(id, "pressed", 2);
    bell.cell("pressed").set("\"back\"");

    assertThat(host.happened(id, "pressed", 3))
        .containsExactly(text("front"), text("front"), text("back"));
    assertThat(host.happened(id, "battery", 1)).containsExactly(Optional.empty());
    assertThat(host.valuesSoFar(id)).containsOnly(Value.of(80));
  }

  @Test
  void what_an_event_resource_holds_when_it_is_asked_has_not_happened() throws Exception {
    TestDevice bell = bell(1);
    DeviceId id = listening(bell);

    bell.forgetObservers();
    assertThat(bell.awaitObservers("pressed", 1)).as("renewed").isTrue();
    bell.cell("pressed").set("\"after\"");

    assertThat(host.happened(id, "pressed", 1)).containsExactly(text("after"));
  }

  @Test
  void a_bell_that_was_without_power_is_heard_again() throws Exception {
    TestDevice bell = bell(1);
    DeviceId id = listening(bell);

    bell.reboot();
    assertThat(bell.awaitObservers("pressed", 1)).isTrue();
    bell.cell("pressed").set("\"again\"");

    assertThat(host.happened(id, "pressed", 1)).containsExactly(text("again"));
  }

  @Test
  void a_hub_that_was_restarted_listens_again_by_what_it_stored() throws Exception {
    TestDevice bell = bell();
    var offer = lookAt(bell).offer().orElseThrow();
    assertThat(DeviceLink.parse(offer.link()).text()).isEqualTo(offer.link());

    DeviceId id = listening(bell);
    adapter.close();
    assertThat(bell.awaitObservers("pressed", 0)).as("a hub that stops takes its leave").isTrue();
    adapter.start(host);
    adapter.attach(
        new org.hearthhub.device.AttachedDevice(
            id, lookAt(bell).identity(), offer.description(), offer.link()));
    assertThat(bell.awaitObservers("pressed", 1)).isTrue();
    bell.cell("pressed").set("\"again\"");

    assertThat(host.happened(id, "pressed", 1)).containsExactly(text("again"));
  }

  @Test
  void a_bell_that_was_removed_is_left_alone() throws Exception {
    TestDevice bell = bell();
    DeviceId id = listening(bell);

    adapter.detach(id);

    assertThat(bell.awaitObservers("pressed", 0)).isTrue();
    assertThat(bell.awaitObservers("low", 0)).isTrue();
  }

  @Test
  void what_makes_no_sense_is_shown_with_its_bytes_and_ends_nothing() throws Exception {
    TestDevice bell = bell();
    DeviceId id = listening(bell);

    bell.cell("pressed").set("{\"torn");
    host.strange(adapter, "not valid JSON");
    bell.cell("pressed").set("\"" + "x".repeat(5000) + "\"");
    host.strange(adapter, "longer than 4096");
    bell.cell("pressed").set("null");
    host.strange(adapter, "not valid JSON");
    assertThat(host.status(id, State.QUARANTINED).reason()).startsWith("It sends ");
    bell.cell("pressed").set("\"sense\"");

    host.happened(id, "pressed", 1);
    var strange = adapter.diagnostics().strange().getFirst();
    assertThat(strange.times()).isEqualTo(4); // and what was left out
    assertThat(strange.hex()).isEqualTo("6e756c6c");
    assertThat(strange.why()).isEqualTo("It sends text that is not valid JSON.");
  }

  @Test
  void an_answer_that_a_device_held_back_until_something_happened_is_an_event() throws Exception {
    AtomicReference<CoapExchange> held = new AtomicReference<>();
    CoapResource pressed =
        new CoapResource("pressed") {
          @Override
          public void handleGET(CoapExchange exchange) {
            exchange.accept();
            held.set(exchange);
          }
        };
    pressed.setObservable(true);
    TestDevice bell =
        given(
            it -> {
              it.wellKnown("wot", 432, BELL.getBytes(UTF_8), "wot.thing");
              it.cell("battery", 50, "80".getBytes(UTF_8)).lasting(1);
              it.text("low", "");
              it.add(pressed);
            });
    DeviceId id = accept(bell);
    host.status(id, State.ONLINE);
    bell.later(
        3000, () -> held.get().respond(ResponseCode.CONTENT, "\"front\"".getBytes(UTF_8), 50));

    assertThat(host.happened(id, "pressed", 1)).isEqualTo(List.of(text("front")));
    assertThat(host.statusesSoFar(id)).doesNotContain(State.OFFLINE);
  }

  @Test
  void what_cannot_be_observed_after_all_is_said() throws Exception {
    TestDevice bell = bell();
    bell.cell("pressed").bare();
    DeviceId id = accept(bell);
    host.reading(id, "battery", Value.of(80));
    host.status(id, State.ONLINE);
    bell.cell("pressed").set("\"front\"");

    assertThat(host.strange(adapter, "cannot be observed"))
        .isEqualTo("It does not tell of its event “pressed”: it cannot be observed.");
    assertThat(host.happenedSoFar(id, "pressed")).isEmpty();
  }

  @Test
  void what_is_told_in_several_blocks_is_one_event_and_the_next_comes_as_well() throws Exception {
    TestDevice bell = bell();
    DeviceId id = listening(bell);
    String many = "x".repeat(2000);

    bell.cell("pressed").set("\"" + many + "\"");
    assertThat(host.happened(id, "pressed", 1)).containsExactly(text(many));
    bell.cell("pressed").set("\"short\"");

    assertThat(host.happened(id, "pressed", 2)).containsExactly(text(many), text("short"));
  }
}
