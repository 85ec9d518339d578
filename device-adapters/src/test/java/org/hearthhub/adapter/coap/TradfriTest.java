package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hearthhub.adapter.coap.profile.senml.SenmlProfile;
import org.hearthhub.adapter.coap.profile.tradfri.TradfriProfile;
import org.hearthhub.adapter.coap.profile.wot.WotProfile;
import org.hearthhub.adapter.simulator.TradfriGateway;
import org.hearthhub.device.CommandOutcome;
import org.hearthhub.device.Credential;
import org.hearthhub.device.DeviceIdentity;
import org.hearthhub.device.DeviceStatus.State;
import org.hearthhub.device.LabelSecret;
import org.hearthhub.device.PairingAttempt;
import org.hearthhub.device.PairingOutcome;
import org.hearthhub.device.Sighting;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Kind;
import org.hearthhub.thing.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With the simulated gateway, which is driven by others' software in {@code TradfriPeerIT}. */
class TradfriTest extends CoapAdapterTest {
  private static final String CODE = "aB3dE6gH9jK2mN5p";

  private final TradfriGateway gateway =
      TradfriGateway.start(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "7e0b5a2c11d4", CODE);

  @Override
  List<CoapProfile> profiles() {
    return List.of(new TradfriProfile(), new WotProfile(), new SenmlProfile());
  }

  @AfterEach
  void unplug() {
    gateway.close();
  }

  private Sighting locked() {
    int port = gateway.address().getPort();
    adapter.look("coaps://127.0.0.1:" + port);
    return host.sightingAt(port);
  }

  private PairingOutcome pair(String code) {
    return adapter.pair(
        new PairingAttempt(
            Optional.of(locked()),
            Optional.empty(),
            LabelSecret.parse(code),
            Duration.ofSeconds(25)));
  }

  private Sighting paired(String number) {
    assertThat(pair(CODE)).isInstanceOf(PairingOutcome.Paired.class);
    return host.sighting(new DeviceIdentity("psk", "tradfri-7e0b5a2c11d4/" + number));
  }

  private static AffordanceName name(String property) {
    return AffordanceName.of(property);
  }

  @Test
  void it_says_what_to_type() {
    assertThat(locked().pairing().orElseThrow())
        .satisfies(hint -> assertThat(hint.secret()).contains("Security Code"))
        .satisfies(hint -> assertThat(hint.leastBits()).isLessThan(83));
  }

  @Test
  void its_label_is_used_once_and_a_key_of_its_own_ever_after() {
    assertThat(pair(CODE))
        .isInstanceOfSatisfying(
            PairingOutcome.Paired.class,
            paired -> {
              assertThat(paired.peer()).isEqualTo("tradfri-7e0b5a2c11d4");
              assertThat(paired.sentence()).contains("used once");
            });

    Credential credential = host.keys.of("tradfri-7e0b5a2c11d4").getFirst();
    assertThat(host.keys.all()).containsExactly(credential);
    assertThat(credential.proven()).isTrue();
    assertThat(credential.name()).startsWith("hearth-");
    assertThat(gateway.guests()).containsExactly(credential.name());
    assertThat(credential.key()).isNotEqualTo(LabelSecret.parse(CODE).asText());
  }

  @Test
  void a_wrong_code_is_told() {
    assertThat(pair("aB3dE6gH9jK2mN5q")).isInstanceOf(PairingOutcome.WrongSecret.class);
    assertThat(host.keys.all()).isEmpty();
    assertThat(gateway.guests()).isEmpty();
  }

  @Test
  void each_lamp_behind_it_is_a_device_of_its_own() {
    Sighting lamp = paired("65537");

    assertThat(lamp.authenticated()).isTrue();
    assertThat(lamp.title()).isEqualTo("Reading lamp");
    assertThat(lamp.kind()).isEqualTo(Kind.LIGHT);
    assertThat(lamp.offer().orElseThrow().description().description())
        .contains("TRADFRI bulb E27 WS opal 980lm");
    assertThat(host.inboxSoFar())
        .extracting(Sighting::title)
        .contains("Colour lamp", "Fan plug", "Bedroom blind", "Remote", "Study");
  }

  @Test
  void a_lamp_is_dimmed_and_heard_in_the_units_of_people() {
    DeviceId lamp = accept(paired("65537"));
    host.reading(lamp, "on", Value.of(false));
    host.reading(lamp, "brightness", Value.of(50));
    host.reading(lamp, "colorTemperature", Value.of(2703));

    assertThat(adapter.write(lamp, name("brightness"), Value.of(100), PATIENCE))
        .isInstanceOf(CommandOutcome.Confirmed.class);
    assertThat(adapter.write(lamp, name("on"), Value.of(true), PATIENCE))
        .isInstanceOf(CommandOutcome.Confirmed.class);
    assertThat(adapter.write(lamp, name("colorTemperature"), Value.of(4000), PATIENCE))
        .isInstanceOf(CommandOutcome.Confirmed.class);
    assertThat(gateway.document(65537)).contains("\"5851\":254", "\"5850\":1", "\"5711\":250");

    gateway.set(65537, "3311", "5851", 1);
    host.reading(lamp, "brightness", Value.of(0));
  }

  @Test
  void a_blind_is_open_at_100() {
    DeviceId blind = accept(paired("65540"));
    host.reading(blind, "position", Value.of(100));
    host.reading(blind, "battery", Value.of(81));

    assertThat(adapter.write(blind, name("position"), Value.of(30), PATIENCE))
        .isInstanceOf(CommandOutcome.Confirmed.class);
    host.reading(blind, "position", Value.of(30));
    assertThat(gateway.document(65540)).contains("\"5536\":70");
  }

  @Test
  void a_blind_stops_on_its_way() {
    DeviceId blind = accept(paired("65540"));
    host.reading(blind, "position", Value.of(100));
    gateway.moveBlind(65540, 100);
    host.otherReading(blind, "position", Value.of(100)); // it moves

    assertThat(adapter.invoke(blind, name("stop"), Optional.empty(), PATIENCE))
        .isInstanceOf(CommandOutcome.Confirmed.class);

    assertThat(gateway.isMoving(65540)).isFalse();
    assertThat(gateway.document(65540)).doesNotContain("\"5536\":100.0", "5523");
  }

  @Test
  void what_is_added_to_it_later_is_found_when_its_address_is_typed() {
    DeviceId lamp = accept(paired("65537"));
    host.status(lamp, State.ONLINE);
    gateway.addLamp(65544, "Hall lamp");

    adapter.look("coaps://127.0.0.1:" + gateway.address().getPort());

    Sighting added = host.sighting(new DeviceIdentity("psk", "tradfri-7e0b5a2c11d4/65544"));
    assertThat(added.title()).isEqualTo("Hall lamp");
    assertThat(added.authenticated()).isTrue();
    assertThat(added.why()).startsWith("its address was given");
  }

  @Test
  void what_is_added_to_it_later_is_found_when_it_announces_itself_after_a_restart() {
    DeviceId lamp = accept(paired("65537"));
    host.status(lamp, State.ONLINE);
    gateway.addLamp(65544, "Hall lamp");

    adapter.look("coaps://127.0.0.1:" + gateway.address().getPort(), "announced itself by mDNS");

    assertThat(host.sighting(new DeviceIdentity("psk", "tradfri-7e0b5a2c11d4/65544")).why())
        .startsWith("announced itself");
  }

  @Test
  void only_a_blind_has_anything_to_stop() {
    assertThat(paired("65540").offer().orElseThrow().description().actions()).hasSize(1);
    assertThat(host.inboxSoFar())
        .filteredOn(sighting -> sighting.kind() != Kind.BLIND && sighting.offer().isPresent())
        .isNotEmpty()
        .allMatch(other -> other.offer().orElseThrow().description().actions().isEmpty());
  }

  @Test
  void a_group_is_switched_as_one() {
    DeviceId group = accept(paired("group-131073"));
    host.reading(group, "on", Value.of(true));

    assertThat(adapter.write(group, name("on"), Value.of(false), PATIENCE))
        .isInstanceOf(CommandOutcome.Confirmed.class);
  }

  @Test
  void a_remote_tells_its_battery_and_takes_nothing() {
    DeviceId remote = accept(paired("65541"));

    host.reading(remote, "battery", Value.of(47));
    assertThat(adapter.write(remote, name("battery"), Value.of(100), PATIENCE))
        .isInstanceOf(CommandOutcome.Refused.class);
  }

  @Test
  void a_lamp_switched_off_at_the_wall_is_offline_while_the_gateway_answers() {
    DeviceId lamp = accept(paired("65537"));
    host.reading(lamp, "on", Value.of(false));

    gateway.reaches(65537, false);
    assertThat(host.status(lamp, State.OFFLINE).reason()).contains("at the wall");

    gateway.reaches(65537, true);
    host.status(lamp, State.ONLINE);
  }

  @Test
  void after_a_power_cut_of_the_gateway_a_new_session_begins_with_the_same_key() {
    DeviceId lamp = accept(paired("65537"));
    host.reading(lamp, "on", Value.of(false));

    gateway.forgetSessions();

    assertThat(adapter.write(lamp, name("on"), Value.of(true), Duration.ofSeconds(3)))
        .isInstanceOf(CommandOutcome.Unreachable.class);
    assertThat(adapter.write(lamp, name("on"), Value.of(true), PATIENCE))
        .isInstanceOf(CommandOutcome.Confirmed.class);
    assertThat(gateway.guests()).hasSize(1);
  }
}
