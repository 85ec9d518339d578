package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Optional;
import org.hearthhub.device.DeviceIdentity;
import org.junit.jupiter.api.Test;

class RosterTest {
  private static final HomeAddress AT = new HomeAddress(InetAddress.ofLiteral("192.168.1.7"), 5683);
  private static final DeviceIdentity BY_ADDRESS =
      new DeviceIdentity("address", "coap://192.168.1.7:5683");
  private static final DeviceIdentity LAMP = new DeviceIdentity("ep", "lamp");
  private static final DeviceIdentity THING = new DeviceIdentity("td", "urn:example:1");

  private final Roster roster = new Roster();

  @Test
  void the_strongest_identity_comes_first() {
    assertThat(roster.meet(AT, Optional.of(THING), Optional.of("lamp")))
        .containsExactly(THING, LAMP, BY_ADDRESS);
  }

  @Test
  void what_was_known_of_an_address_counts_later_too() {
    assertThat(roster.note(AT, "lamp")).isTrue();
    assertThat(roster.note(AT, "lamp")).isFalse();

    assertThat(roster.meet(AT, Optional.empty(), Optional.empty()))
        .containsExactly(LAMP, BY_ADDRESS);
    assertThat(roster.meet(AT, Optional.of(THING), Optional.empty()))
        .containsExactly(THING, LAMP, BY_ADDRESS);
  }

  @Test
  void another_device_at_an_address_inherits_nothing() {
    roster.meet(AT, Optional.of(THING), Optional.of("lamp"));

    assertThat(roster.meet(AT, Optional.empty(), Optional.of("plug")))
        .containsExactly(new DeviceIdentity("ep", "plug"), BY_ADDRESS);
  }
}
