package org.hearthhub.adapter.coap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.hearthhub.device.CommandOutcome;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Value;
import org.junit.jupiter.api.Test;

class WritingTest extends CoapAdapterTest {
  private static final AffordanceName ON = AffordanceName.of("on");
  private static final AffordanceName BRIGHTNESS = AffordanceName.of("brightness");

  private TestDevice lamp() throws Exception {
    return given(
        it -> {
          it.cell("on", 50, "false".getBytes(UTF_8)).writable().attribute("ct", "50");
          it.text("brightness", "40").writable().attribute("rt", "oic.r.light.dimming");
        });
  }

  @Test
  void a_write_that_takes_effect_is_confirmed() throws Exception {
    TestDevice lamp = lamp();
    DeviceId id = accept(lamp);
    host.reading(id, "on", Value.of(false));

    assertThat(adapter.write(id, ON, Value.of(true), PATIENCE))
        .isEqualTo(new CommandOutcome.Confirmed(Optional.of(Value.of(true))));
    assertThat(lamp.cell("on").text()).isEqualTo("true");
    assertThat(adapter.write(id, BRIGHTNESS, Value.of(75), PATIENCE))
        .isEqualTo(new CommandOutcome.Confirmed(Optional.of(Value.of(75))));
    assertThat(lamp.cell("brightness").text()).isEqualTo("75");
  }

  @Test
  void a_device_that_says_yes_and_does_nothing_is_reported_as_refused() throws Exception {
    TestDevice lamp = lamp();
    DeviceId id = accept(lamp);
    host.reading(id, "on", Value.of(false));
    lamp.cell("on").keepsWrites = false;

    CommandOutcome outcome = adapter.write(id, ON, Value.of(true), Duration.ofSeconds(2));

    assertThat(outcome)
        .isEqualTo(
            new CommandOutcome.Refused(
                "The device answered, but the command did not take effect."));
  }

  @Test
  void a_device_that_refuses_says_why() throws Exception {
    TestDevice lamp = lamp();
    DeviceId id = accept(lamp);
    host.reading(id, "on", Value.of(false));
    lamp.cell("on").takesWrites = false;

    assertThat(adapter.write(id, ON, Value.of(true), PATIENCE))
        .isEqualTo(new CommandOutcome.Refused("The device says that it cannot be changed (4.05)."));
  }

  @Test
  void a_silent_device_is_unreachable() throws Exception {
    TestDevice lamp = lamp();
    DeviceId id = accept(lamp);
    host.reading(id, "on", Value.of(false));
    lamp.switchOff();

    assertThat(adapter.write(id, ON, Value.of(true), Duration.ofMillis(300)))
        .isInstanceOf(CommandOutcome.Unreachable.class);
  }

  @Test
  void an_unknown_property_or_device_is_refused() throws Exception {
    DeviceId id = accept(lamp());

    assertThat(adapter.write(id, AffordanceName.of("other"), Value.of(1), PATIENCE))
        .isInstanceOf(CommandOutcome.Refused.class);
    assertThat(adapter.write(DeviceId.random(), ON, Value.of(true), PATIENCE))
        .isInstanceOf(CommandOutcome.Refused.class);
  }

  @Test
  void words_stay_the_words_of_the_device() throws Exception {
    TestDevice lamp = given(it -> it.text("on", "off").writable());
    DeviceId id = accept(lamp);
    host.reading(id, "on", Value.of(false));

    adapter.write(id, ON, Value.of(true), PATIENCE);

    assertThat(lamp.cell("on").text()).isEqualTo("on");
  }
}
