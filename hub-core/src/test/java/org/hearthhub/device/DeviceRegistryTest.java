package org.hearthhub.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hearthhub.device.GivenHub.BRIGHTNESS;
import static org.hearthhub.device.GivenHub.ON;
import static org.hearthhub.device.GivenHub.OWNER;
import static org.hearthhub.device.GivenHub.lamp;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.hearthhub.Hub;
import org.hearthhub.SteppedClock;
import org.hearthhub.access.Role;
import org.hearthhub.audit.AuditEntry;
import org.hearthhub.event.HomeEvent;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.NotFound;
import org.hearthhub.problem.Refused;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DataSchema;
import org.hearthhub.thing.DataType;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Kind;
import org.hearthhub.thing.PropertyAffordance;
import org.hearthhub.thing.ThingDescription;
import org.hearthhub.thing.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceRegistryTest {
  @TempDir Path temp;
  private final SteppedClock clock = new SteppedClock();
  private GivenHub given;
  private DeviceRegistry devices;

  @BeforeEach
  void open() {
    given = new GivenHub(temp, clock);
    devices = given.hub.devices();
  }

  @AfterEach
  void close() {
    given.close();
  }

  private void restart() {
    given.close();
    given = new GivenHub(temp, clock);
    devices = given.hub.devices();
  }

  @Test
  void what_a_device_says_is_its_value_from_now_on_and_on_the_bus() {
    DeviceId lamp = given.givenLamp("a").id();

    given.says(lamp, ON, Value.of(true));

    assertThat(devices.values(lamp))
        .isEqualTo(Map.of(ON, new CurrentValue(Value.of(true), clock.instant())));
    assertThat(given.heard)
        .contains(new HomeEvent.ReadingsReported(lamp, List.of(given.reading(ON, Value.of(true)))));
  }

  @Test
  void what_was_pushed_is_in_the_past_when_it_is_answered() throws Exception {
    DeviceId lamp = given.givenLamp("a").id();

    given
        .adapter
        .host()
        .reportAndCommit(lamp, List.of(given.reading(BRIGHTNESS, Value.of(40))))
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);

    assertThat(given.hub.history().last(lamp, BRIGHTNESS))
        .contains(given.reading(BRIGHTNESS, Value.of(40)));
  }

  @Test
  void after_a_restart_the_last_values_are_there_with_their_age() {
    DeviceId lamp = given.givenLamp("a").id();
    given.says(lamp, ON, Value.of(true));
    given.says(lamp, BRIGHTNESS, Value.of(40));
    var heardAt = clock.instant();
    clock.goOn(Duration.ofHours(3));

    restart();
    given.says(lamp, BRIGHTNESS, Value.of(70));

    assertThat(devices.value(lamp, ON)).contains(new CurrentValue(Value.of(true), heardAt));
    assertThat(devices.values(lamp))
        .containsEntry(BRIGHTNESS, new CurrentValue(Value.of(70), clock.instant()));
  }

  @Test
  void a_clock_that_is_set_back_freezes_no_value() {
    DeviceId lamp = given.givenLamp("a").id();
    given.says(lamp, BRIGHTNESS, Value.of(40));
    clock.goOn(Duration.ofDays(-1));

    given.says(lamp, BRIGHTNESS, Value.of(70));

    assertThat(devices.value(lamp, BRIGHTNESS)).map(CurrentValue::value).contains(Value.of(70));
  }

  @Test
  void a_value_that_contradicts_its_description_is_passed_over_and_said() {
    DeviceId lamp = given.givenLamp("a").id();
    given.says(lamp, ON, Value.of(true));

    given
        .adapter
        .host()
        .report(
            lamp,
            List.of(
                given.reading(BRIGHTNESS, Value.of("bright")), given.reading(ON, Value.of(false))));

    assertThat(devices.values(lamp)).containsOnlyKeys(ON);
    assertThat(devices.value(lamp, ON)).map(CurrentValue::value).contains(Value.of(false));
    assertThat(devices.passedOver()).isEqualTo(1);
    assertThat(devices.get(lamp).status().state()).isEqualTo(DeviceStatus.State.QUARANTINED);
    assertThat(devices.get(lamp).status().reason()).contains("“Brightness”");

    clock.goOn(Duration.ofSeconds(61));
    given.says(lamp, BRIGHTNESS, Value.of(40));
    assertThat(devices.get(lamp).status().state()).isEqualTo(DeviceStatus.State.ONLINE);
  }

  @Test
  void one_device_that_sends_rubbish_keeps_nothing_from_the_others() {
    DeviceId bad = given.givenLamp("bad").id();
    DeviceId good = given.givenLamp("good").id();

    given.says(bad, ON, Value.of("rubbish"));
    given.says(good, ON, Value.of(true));

    assertThat(devices.get(good).status().state()).isEqualTo(DeviceStatus.State.ONLINE);
    assertThat(devices.value(good, ON)).isPresent();
  }

  @Test
  void a_push_is_not_answered_with_success_if_any_of_it_was_passed_over() throws Exception {
    DeviceId lamp = given.givenLamp("a").id();
    AdapterHost host = given.adapter.host();

    var answer =
        host.reportAndCommit(
                lamp,
                List.of(
                    given.reading(ON, Value.of(true)),
                    given.reading(AffordanceName.of("unknown"), Value.of(1))))
            .toCompletableFuture();

    assertThatThrownBy(() -> answer.get(20, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(Invalid.class);
    assertThat(given.hub.history().last(lamp, ON)).isPresent();
    assertThat(devices.get(lamp).status().state()).isEqualTo(DeviceStatus.State.ONLINE);
    var unknown =
        host.reportAndCommit(DeviceId.random(), List.of(given.reading(ON, Value.of(true))))
            .toCompletableFuture();
    assertThatThrownBy(() -> unknown.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(NotFound.class);
  }

  @Test
  void an_adapter_speaks_for_its_own_devices_only() {
    DeviceId lamp = given.givenLamp("a").id();
    var another =
        new AdapterLink(
            "another",
            devices,
            given.hub.inbox(),
            new CredentialStore(given.vault.records()),
            clock);

    another.report(lamp, List.of(given.reading(ON, Value.of(true))));
    another.status(lamp, DeviceStatus.State.OFFLINE, "not mine");
    another.redescribed(lamp, lamp("Stolen"), "loop://thief", "stolen");

    assertThat(devices.values(lamp)).isEmpty();
    assertThat(devices.get(lamp).status().state()).isEqualTo(DeviceStatus.State.UNKNOWN);
    assertThat(devices.get(lamp).address()).isEqualTo("loop://a");
  }

  @Test
  void a_status_changes_once_and_whoever_speaks_is_not_offline() {
    DeviceId lamp = given.givenLamp("a").id();
    given.heard.clear();

    given.adapter.host().status(lamp, DeviceStatus.State.OFFLINE, "It did not answer.");
    given.adapter.host().status(lamp, DeviceStatus.State.OFFLINE, "It did not answer.");

    assertThat(given.heard).containsExactly(new HomeEvent.DeviceChanged(lamp));
    assertThat(devices.get(lamp).status())
        .isEqualTo(
            new DeviceStatus(DeviceStatus.State.OFFLINE, clock.instant(), "It did not answer."));

    clock.goOn(Duration.ofSeconds(5));
    given.says(lamp, ON, Value.of(true));
    assertThat(devices.get(lamp).status())
        .isEqualTo(new DeviceStatus(DeviceStatus.State.ONLINE, clock.instant(), ""));
  }

  @Test
  void people_name_and_move_it_and_that_is_written_down_and_lasts() {
    DeviceId lamp = given.givenLamp("a").id();
    Actor anna = given.givenPerson("Anna", Role.OWNER);

    devices.rename(anna, lamp, "Desk lamp");
    assertThat(given.lastEntry().actorName()).isEqualTo("Anna");
    assertThat(given.lastEntry().reason()).contains("It is now called “Desk lamp”.");
    devices.move(anna, lamp, Optional.of("Study"));
    assertThat(given.lastEntry().reason()).contains("It is now in the room “Study”.");

    restart();
    assertThat(devices.get(lamp).title()).isEqualTo("Desk lamp");
    assertThat(devices.get(lamp).room()).contains(given.hub.home().rooms().getFirst().id());
    devices.move(OWNER, lamp, Optional.empty());
    assertThat(devices.get(lamp).room()).isEmpty();
  }

  /** The page sends both fields, whichever a person changed. */
  @Test
  void what_it_is_called_already_and_where_it_is_already_is_no_deed() {
    DeviceId lamp = given.givenLamp("a").id();
    devices.rename(OWNER, lamp, "Desk lamp");
    devices.move(OWNER, lamp, Optional.of("Study"));
    AuditEntry last = given.lastEntry();

    devices.rename(OWNER, lamp, " Desk lamp ");
    devices.move(OWNER, lamp, Optional.of("Study"));

    assertThat(given.lastEntry()).isEqualTo(last);
  }

  @Test
  void who_may_not_manage_devices_changes_nothing() {
    DeviceId lamp = given.givenLamp("a").id();
    Actor ben = given.givenPerson("Ben", Role.RESIDENT);

    assertThatThrownBy(() -> devices.rename(ben, lamp, "Mine")).isInstanceOf(Refused.class);
    assertThatThrownBy(() -> devices.move(ben, lamp, Optional.of("Mine")))
        .isInstanceOf(Refused.class);
    assertThatThrownBy(() -> devices.remove(ben, lamp)).isInstanceOf(Refused.class);

    assertThat(devices.get(lamp).title()).isEqualTo("Lamp a");
    assertThat(given.hub.home().rooms()).isEmpty();
    assertThat(given.lastEntry().action()).isEqualTo(AuditEntry.Action.REMOVE_DEVICE);
    assertThat(given.lastEntry().outcome()).isEqualTo(AuditEntry.Outcome.REFUSED);
  }

  @Test
  void a_name_has_1_to_100_characters() {
    DeviceId lamp = given.givenLamp("a").id();

    assertThatThrownBy(() -> devices.rename(OWNER, lamp, " ")).isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> devices.rename(OWNER, lamp, "x".repeat(101)))
        .isInstanceOf(Invalid.class);
  }

  @Test
  void what_was_in_a_room_that_is_removed_is_nowhere_in_particular() {
    DeviceId lamp = given.givenLamp("a").id();
    devices.move(OWNER, lamp, Optional.of("Study"));

    given.hub.home().removeRoom(OWNER, given.hub.home().rooms().getFirst().id());

    assertThat(devices.get(lamp).room()).isEmpty();
    restart();
    assertThat(devices.get(lamp).room()).isEmpty();
  }

  @Test
  void removed_it_is_gone_and_can_come_back_through_the_inbox() {
    DeviceId lamp = given.givenLamp("a").id();

    devices.remove(OWNER, lamp);

    assertThat(devices.all()).isEmpty();
    assertThatThrownBy(() -> devices.get(lamp)).isInstanceOf(NotFound.class);
    assertThat(given.adapter.detached()).containsExactly(lamp);
    assertThat(given.heard).contains(new HomeEvent.DeviceRemoved(lamp));
    given.adapter.sees("a", lamp("Lamp"), "loop://a");
    assertThat(given.hub.inbox().entries()).hasSize(1);
    restart();
    assertThat(devices.all()).isEmpty();
  }

  @Test
  void seen_at_another_address_it_is_attached_again_there() {
    DeviceId lamp = given.givenLamp("a").id();
    given.adapter.sees("a", lamp("Lamp a"), "loop://a");
    assertThat(given.adapter.attached()).hasSize(1);

    given.adapter.sees("a", lamp("Lamp a"), "loop://new");

    assertThat(given.adapter.attached()).hasSize(2);
    assertThat(devices.get(lamp).address()).isEqualTo("loop://new");
    restart();
    assertThat(devices.get(lamp).address()).isEqualTo("loop://new");
  }

  @Test
  void who_once_proved_who_it_is_is_not_replaced_by_somebody_who_does_not() {
    given.adapter.sees(proven(true, "loop://a"));
    Device lamp =
        given
            .hub
            .inbox()
            .accept(
                OWNER,
                given.hub.inbox().entries().getFirst().id(),
                Optional.empty(),
                Optional.empty());

    given.adapter.sees(proven(false, "loop://thief"));
    assertThat(devices.get(lamp.id()).address()).isEqualTo("loop://a");
    assertThat(given.hub.inbox().entries()).isEmpty();

    given.adapter.sees(proven(true, "loop://b"));
    assertThat(devices.get(lamp.id()).address()).isEqualTo("loop://b");
  }

  @Test
  void described_anew_it_forgets_values_that_no_longer_fit() {
    DeviceId lamp = given.givenLamp("a").id();
    given.says(lamp, ON, Value.of(true));
    given.says(lamp, BRIGHTNESS, Value.of(40));
    var plug =
        new ThingDescription(
            "Plug",
            List.of("SmartPlug"),
            Map.of(
                ON,
                new PropertyAffordance(DataSchema.of(DataType.BOOLEAN), true),
                BRIGHTNESS,
                new PropertyAffordance(DataSchema.of(DataType.STRING), true)));

    given.adapter.host().redescribed(lamp, plug, "loop://a", "link");

    assertThat(devices.get(lamp).kind()).isEqualTo(Kind.PLUG);
    assertThat(devices.get(lamp).title()).isEqualTo("Lamp a");
    assertThat(devices.values(lamp)).containsOnlyKeys(ON);
    restart();
    assertThat(devices.get(lamp).description()).isEqualTo(plug);
  }

  @Test
  void without_its_adapter_it_says_so() {
    DeviceId lamp = given.givenLamp("a").id();
    given.close();
    given = new GivenHub(temp, clock, false);

    DeviceStatus status = given.hub.devices().get(lamp).status();

    assertThat(status.state()).isEqualTo(DeviceStatus.State.OFFLINE);
    assertThat(status.reason()).contains("loop");
  }

  private Sighting proven(boolean authenticated, String address) {
    Sighting plain = given.adapter.sighting("a", lamp("Lamp a"), address);
    return new Sighting(
        plain.identity(),
        plain.adapter(),
        plain.kind(),
        plain.title(),
        plain.address(),
        plain.why(),
        authenticated,
        plain.offer());
  }

  @Test
  void who_is_seen_before_the_adapters_have_their_devices_moves_none_that_proves_nothing() {
    DeviceId lamp = given.givenLamp("a").id();
    given.hub.close();
    LoopAdapter adapter =
        new LoopAdapter().doingAtOnce(it -> it.sees("a", lamp("Lamp a"), "loop://impostor"));

    try (Hub again = new Hub(given.vault, clock, List.of(adapter), _ -> {})) {
      again.start();

      assertThat(again.devices().get(lamp).address()).isEqualTo("loop://a");
      assertThat(adapter.attached())
          .singleElement()
          .satisfies(attached -> assertThat(attached.link()).isEqualTo("link-of-a"));
      assertThat(again.inbox().entries()).isEmpty();

      adapter.sees("a", lamp("Lamp a"), "loop://moved");
      assertThat(again.devices().get(lamp).address()).isEqualTo("loop://moved");
    }
  }

  @Test
  void by_what_a_device_is_known_is_told_once_and_not_for_each_stranger() {
    DeviceId lamp = given.givenLamp("a").id();
    Likeness known = devices.live(lamp).likeness();

    given.says(lamp, ON, Value.of(true));
    assertThat(devices.live(lamp).likeness()).isSameAs(known);

    given.adapter.sees("a", lamp("Lamp a"), "loop://moved");
    assertThat(devices.live(lamp).likeness().host()).isEqualTo("moved");
  }
}
