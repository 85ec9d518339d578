package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.hearthhub.problem.Invalid;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceLinkTest {
  @Test
  void what_is_stored_is_read_again() {
    AffordanceName on = AffordanceName.of("on");
    DeviceLink link =
        new DeviceLink(
            "senml",
            new HomeAddress(InetAddress.ofLiteral("fd00::7"), 5683),
            Duration.ofMinutes(5),
            List.of(new Feed("/a?b=c", 110, true, List.of(new Feed.Slot(on, "k\"", DataType.ANY)))),
            List.of(new Control(on, false, Control.Method.PUT, "/a", 0, "words:on/off")));

    assertThat(DeviceLink.parse(link.text())).isEqualTo(link);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "{}",
        "[]",
        "{\"profile\":\"wot\",\"at\":\"nowhere at all\"}",
        "{\"at\":5}"
      })
  void what_is_damaged_says_so(String text) {
    assertThatThrownBy(() -> DeviceLink.parse(text))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("Remove it and add it again");
  }
}
