package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.coap.Request;
import org.hearthhub.device.AttachedDevice;
import org.hearthhub.device.CommandOutcome;
import org.hearthhub.device.DeviceStatus.State;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices that listen only for a moment after they said something. */
class QueueModeTest extends CoapAdapterTest {
  private static final AffordanceName LEVEL = AffordanceName.of("level");

  private TestDevice valve() throws Exception {
    return given(it -> it.text("level", "40").observable().writable());
  }

  private void register(TestDevice device, String mode) throws Exception {
    Request request = Request.newPost();
    request.setURI(
        "coap://127.0.0.1:" + adapter.port() + "/.well-known/rd?ep=valve-1&lt=600" + mode);
    assertThat(device.ask(request).isSuccess()).isTrue();
  }

  private DeviceId asleep(TestDevice valve, String mode) throws Exception {
    register(valve, mode);
    DeviceId id = accept(host.sightingOf("ep"));
    host.reading(id, "level", Value.of(40));
    valve.switchOff();
    return id;
  }

  @ParameterizedTest
  @ValueSource(strings = {"&b=UQ", "&b=U&Q"})
  void a_command_waits_until_the_device_wakes_and_is_confirmed_then(String mode) throws Exception {
    TestDevice valve = valve();
    DeviceId id = asleep(valve, mode);

    CommandOutcome outcome = adapter.write(id, LEVEL, Value.of(70), PATIENCE);
    assertThat(outcome).isInstanceOf(CommandOutcome.Waits.class);
    CommandOutcome.Waits waits = (CommandOutcome.Waits) outcome;
    assertThat(waits.until()).isAfter(host.clock().instant().plusSeconds(540));
    assertThat(host.statusesSoFar(id)).doesNotContain(State.OFFLINE);

    valve.reboot();
    register(valve, mode);

    assertThat(waits.later().get(20, TimeUnit.SECONDS))
        .isInstanceOf(CommandOutcome.Confirmed.class);
    assertThat(valve.cell("level").text()).isEqualTo("70");
    host.reading(id, "level", Value.of(70));
  }

  @Test
  void while_it_listens_it_is_told_at_once() throws Exception {
    TestDevice valve = valve();
    register(valve, "&b=UQ");
    DeviceId id = accept(host.sightingOf("ep"));
    host.reading(id, "level", Value.of(40));

    assertThat(adapter.write(id, LEVEL, Value.of(55), PATIENCE))
        .isInstanceOf(CommandOutcome.Confirmed.class);
  }

  @Test
  void however_often_it_says_otherwise_how_long_it_sleeps_little_is_written_down()
      throws Exception {
    TestDevice valve = valve();
    register(valve, "&b=UQ");
    DeviceId id = accept(host.sightingOf("ep"));
    host.reading(id, "level", Value.of(40));

    for (int i = 0; i < 20; i++) {
      register(valve, i % 2 == 0 ? "" : "&b=UQ");
    }

    assertThat(host.redescriptionsSoFar(id)).hasSizeLessThan(2);
  }

  private CommandOutcome.Waits waiting(DeviceId id, int level) {
    return (CommandOutcome.Waits) adapter.write(id, LEVEL, Value.of(level), PATIENCE);
  }

  @Test
  void of_a_command_whose_place_a_newer_one_took_nothing_is_kept() throws Exception {
    TestDevice valve = valve();
    DeviceId id = asleep(valve, "&b=UQ");
    CommandOutcome.Waits last = waiting(id, 0);
    int before = adapter.timers();

    for (int i = 1; i <= 100; i++) {
      CommandOutcome.Waits older = last;
      last = waiting(id, i);
      assertThat(older.later().get(10, TimeUnit.SECONDS))
          .isInstanceOf(CommandOutcome.Refused.class);
    }

    assertThat(adapter.timers()).isLessThan(before + 20);
  }

  @Test
  void after_a_restart_of_the_hub_it_is_still_known_to_sleep_and_removed_it_has_nothing_waiting()
      throws Exception {
    DeviceId before = asleep(valve(), "&b=UQ");
    String link = host.sightingOf("ep").offer().orElseThrow().link();
    DeviceId after = DeviceId.random();
    adapter.detach(before);

    adapter.attach(
        new AttachedDevice(
            after,
            host.sightingOf("ep").identity(),
            host.sightingOf("ep").offer().orElseThrow().description(),
            link));

    CommandOutcome.Waits waits =
        (CommandOutcome.Waits) adapter.write(after, LEVEL, Value.of(70), PATIENCE);
    adapter.detach(after);

    assertThat(waits.later().get(10, TimeUnit.SECONDS))
        .isEqualTo(new CommandOutcome.Refused("The device was removed before it woke."));
  }
}
