package org.hearthhub.adapter.mdns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.hearthhub.device.CommandOutcome;
import org.hearthhub.problem.Invalid;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MdnsAdapterTest {
  @Test
  void it_finds_and_does_not_control() {
    try (MdnsNetwork network = new MdnsNetwork("hearth-test", Set::of);
        MdnsAdapter adapter = new MdnsAdapter(network, address -> {})) {
      DeviceId device = DeviceId.random();
      assertThat(adapter.name()).isEqualTo("mdns");
      assertThat(adapter.understandsAddress("printer.local")).isFalse();
      assertThatThrownBy(() -> adapter.look("printer.local")).isInstanceOf(Invalid.class);
      assertThat(
              adapter.write(device, AffordanceName.of("on"), Value.of(true), Duration.ofSeconds(1)))
          .isInstanceOf(CommandOutcome.Refused.class);
      assertThat(
              adapter.invoke(
                  device, AffordanceName.of("go"), Optional.empty(), Duration.ofSeconds(1)))
          .isInstanceOf(CommandOutcome.Refused.class);
    }
  }

  @Test
  void it_starts_and_closes_without_any_address() {
    try (MdnsNetwork network = new MdnsNetwork("hearth-test.local", Set::of);
        MdnsAnnouncer announcer = new MdnsAnnouncer(network, "Hearth test", 8443);
        MdnsAdapter adapter = new MdnsAdapter(network, address -> {})) {
      adapter.start(new RecordingHost());
      adapter.start(new RecordingHost());
      announcer.start();
      assertThat(network.hostNames()).isEmpty();
      assertThat(announcer.names()).isEmpty();
    }
  }

  @Test
  void each_type_is_browsed_for_once() {
    assertThat(MdnsAdapter.types()).contains("_coap._udp", "_hue._tcp").doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".local", "a.b", "-a", "a-", "a b", "a\u0000"})
  void a_host_name_that_is_no_single_label_is_refused(String name) {
    assertThatThrownBy(() -> new MdnsNetwork(name, Set::of)).isInstanceOf(Invalid.class);
  }
}
