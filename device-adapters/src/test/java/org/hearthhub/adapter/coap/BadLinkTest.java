package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.hearthhub.device.CommandOutcome;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Value;
import org.junit.jupiter.api.Test;

/** Three of ten datagrams lost in each direction, the others late, out of order, or twice. */
class BadLinkTest extends CoapAdapterTest {
  private static final int READINGS = Boolean.getBoolean("hearth.long") ? 500 : 25;
  private static final int COMMANDS = Boolean.getBoolean("hearth.long") ? 100 : 4;

  /** Repeats soon, and asks for nothing again by itself while the test goes on. */
  @Override
  CoapSettings settings() {
    CoapSettings.Pace gentle = CoapSettings.Pace.gentle();
    return CoapSettings.loopback()
        .withGroupPort(0)
        .at(
            new CoapSettings.Pace(
                Duration.ofMillis(250),
                4,
                Duration.ofSeconds(10),
                gentle.mostSilence(),
                gentle.mostSilence(),
                Duration.ofMillis(200),
                Duration.ofSeconds(1),
                gentle.poll(),
                gentle.firstLook(),
                gentle.lastLook(),
                gentle.leisure(),
                500));
  }

  @Test
  void each_reading_that_was_answered_is_there_once_and_in_order() throws Exception {
    try (RawDevice device = new RawDevice();
        BadLink link = new BadLink(device.port(), 1)) {
      adapter.look("127.0.0.1:" + link.port());
      DeviceId id = accept(host.offerAt(link.port()));
      host.reading(id, "t", Value.of(100));

      for (int reading = 1; reading <= READINGS; reading++) {
        device.notifyReliably(100 + reading, 2000 + reading, "" + reading, 100);
      }

      host.reading(id, "t", Value.of(READINGS));
      List<Value> all = IntStream.rangeClosed(1, READINGS).mapToObj(Value::of).toList();
      assertThat(host.valuesSoFar(id))
          .startsWith(Value.of(100))
          .endsWith(all.toArray(Value[]::new));
      assertThat(host.valuesSoFar(id)).hasSize(READINGS + 1);
      assertThat(link.didItsWorst()).isTrue();
    }
  }

  @Test
  void each_command_is_confirmed_or_reported_as_not_and_none_is_done_twice() throws Exception {
    TestDevice lamp =
        given(it -> it.text("brightness", "0").writable().attribute("rt", "oic.r.light.dimming"));
    try (BadLink link = new BadLink(lamp.port(), 2)) {
      adapter.look("127.0.0.1:" + link.port());
      DeviceId id = accept(host.offerAt(link.port()));
      host.reading(id, "brightness", Value.of(0));

      int confirmed = 0;
      for (int command = 1; command <= COMMANDS; command++) {
        CommandOutcome outcome =
            adapter.write(id, AffordanceName.of("brightness"), Value.of(command), PATIENCE);
        if (outcome instanceof CommandOutcome.Confirmed(var value)) {
          confirmed++;
          assertThat(value).contains(Value.of(command));
          assertThat(lamp.cell("brightness").text()).isEqualTo("" + command);
        } else {
          assertThat(outcome)
              .isInstanceOfAny(CommandOutcome.Refused.class, CommandOutcome.Unreachable.class);
        }
      }
      assertThat(confirmed).isPositive();
      assertThat(lamp.cell("brightness").puts.get()).isLessThanOrEqualTo(COMMANDS);
    }
  }
}
