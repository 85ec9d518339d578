package org.hearthhub.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.hearthhub.Hub;
import org.hearthhub.device.CommandOutcome;
import org.hearthhub.device.CurrentValue;
import org.hearthhub.device.Device;
import org.hearthhub.device.DeviceStatus;
import org.hearthhub.device.InboxEntry;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.NotFound;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.Value;
import org.hearthhub.vault.Unlock;
import org.hearthhub.vault.Vault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The adapter of the guide for adapter authors, in a hub that knows nothing else. */
class FanAdapterTest {
  private static final AffordanceName SPEED = AffordanceName.of("speed");
  private static final Actor OWNER = new Actor.Operator();

  @TempDir Path temp;
  private final Semaphore events = new Semaphore(0);
  private Fan heard;
  private FanAdapter adapter;
  private Vault vault;
  private Hub hub;

  @BeforeEach
  void a_hub_with_one_fan_in_calling_distance() throws Exception {
    heard = Fan.thatHearsEverybody("attic");
    vault = Vault.create(temp.resolve("home"), new Unlock.KeyFile(temp.resolve("key")));
    adapter = new FanAdapter("fan://127.255.255.255:" + heard.port());
    hub = new Hub(vault, InstantSource.system(), List.of(adapter), code -> {});
    hub.events().subscribe(event -> events.release());
    hub.start();
  }

  @AfterEach
  void nothing_is_left_of_it() {
    hub.close();
    vault.close();
    heard.close();
    assertThat(Thread.getAllStackTraces().keySet().stream().filter(Thread::isAlive))
        .noneMatch(thread -> thread.getName().equals("fans") && !joined(thread));
  }

  @Test
  void a_fan_that_answers_the_call_is_accepted_and_its_speed_is_known_and_kept() {
    InboxEntry entry = waiting("attic");
    assertThat(entry.sighting().authenticated()).isFalse();
    heard.turnTo(30);

    Device fan = accept(entry);

    call(fan);
    until(() -> speed(fan).equals(Optional.of(Value.of(30))));
    assertThat(hub.devices().get(fan.id()).status().state()).isEqualTo(DeviceStatus.State.ONLINE);
    hub.close();
    assertThat(hub.history().last(fan.id()))
        .extracting(Reading::property, Reading::value)
        .contains(tuple(SPEED, Value.of(30)));
  }

  @Test
  void a_fan_out_of_calling_distance_is_added_by_its_address() throws Exception {
    try (Fan cellar = Fan.on("cellar")) {
      hub.inbox().look(OWNER, cellar.address());

      Device fan = accept(waiting("cellar"));

      assertThat(fan.address()).isEqualTo(cellar.address());
    }
  }

  @Test
  void an_address_that_is_none_or_not_in_this_home_is_not_asked() {
    for (String wrong :
        List.of("fan://", "fan://attic:4040", "fan://192.168.1.20", "fan://8.8.8.8:4040")) {
      assertThatThrownBy(() -> hub.inbox().look(OWNER, wrong))
          .as(wrong)
          .isInstanceOf(Invalid.class);
    }
  }

  @Test
  void it_runs_as_told_and_says_so_when_it_does_not() {
    Device fan = accept(waiting("attic"));

    assertThat(run(fan, 40)).isEqualTo(new CommandOutcome.Confirmed(Optional.of(Value.of(40))));
    assertThat(heard.speed()).isEqualTo(40);
    assertThat(speed(fan)).contains(Value.of(40));

    heard.answers(state -> "too hot to run");
    assertThat(run(fan, 50)).isEqualTo(new CommandOutcome.Refused("It says: too hot to run"));
    heard.answers(state -> "fan attic 0");
    assertThat(run(fan, 60)).isEqualTo(new CommandOutcome.Refused("It says: fan attic 0"));

    assertThatThrownBy(() -> run(fan, 101)).isInstanceOf(Invalid.class);
    assertThatThrownBy(
            () ->
                hub.commands().invoke(OWNER, fan.id(), AffordanceName.of("beep"), Optional.empty()))
        .isInstanceOf(NotFound.class);
  }

  @Test
  void one_that_is_unplugged_does_not_answer_and_is_offline() {
    Device fan = accept(waiting("attic"));
    call(fan);
    until(() -> state(fan) == DeviceStatus.State.ONLINE);

    heard.close();

    Duration patience = Duration.ofMillis(300);
    assertThat(adapter.write(fan.id(), SPEED, Value.of(40), patience))
        .isEqualTo(new CommandOutcome.Unreachable(patience));
    call(fan);
    until(() -> state(fan) == DeviceStatus.State.OFFLINE);
    assertThat(hub.devices().get(fan.id()).status().reason()).contains("power");
  }

  @Test
  void one_that_talks_nonsense_is_kept_apart_until_it_makes_sense_again() {
    Device fan = accept(waiting("attic"));

    heard.answers(state -> "I am a kettle");
    call(fan);
    until(() -> state(fan) == DeviceStatus.State.QUARANTINED);

    heard.answers(state -> state);
    call(fan);
    until(() -> state(fan) == DeviceStatus.State.ONLINE);
  }

  @Test
  void one_that_has_a_new_address_is_the_same_fan() throws Exception {
    Device fan = accept(waiting("attic"));
    heard.answers(state -> "");
    try (Fan moved = Fan.on("attic")) {
      moved.turnTo(70);

      hub.inbox().look(OWNER, moved.address());

      until(() -> speed(fan).equals(Optional.of(Value.of(70))));
      assertThat(hub.devices().get(fan.id()).address()).isEqualTo(moved.address());
      assertThat(hub.inbox().entries()).isEmpty();
    }
  }

  private CommandOutcome run(Device fan, int percent) {
    return hub.commands().write(OWNER, fan.id(), SPEED, Value.of(percent));
  }

  /** Without waiting for its next round, which comes within seconds. */
  private void call(Device fan) {
    hub.inbox().look(OWNER, fan.address());
  }

  private Optional<Value> speed(Device fan) {
    return hub.devices().value(fan.id(), SPEED).map(CurrentValue::value);
  }

  private DeviceStatus.State state(Device fan) {
    return hub.devices().get(fan.id()).status().state();
  }

  private Device accept(InboxEntry entry) {
    return hub.inbox().accept(OWNER, entry.id(), Optional.empty(), Optional.empty());
  }

  private InboxEntry waiting(String fan) {
    until(() -> entry(fan).isPresent());
    return entry(fan).orElseThrow();
  }

  private Optional<InboxEntry> entry(String fan) {
    return hub.inbox().entries().stream()
        .filter(entry -> entry.sighting().identity().value().equals(fan))
        .findFirst();
  }

  /** Looks again after each event, of which the adapter causes some every five seconds. */
  private void until(BooleanSupplier holds) {
    try {
      while (!holds.getAsBoolean()) {
        assertThat(events.tryAcquire(30, TimeUnit.SECONDS)).as("anything happened").isTrue();
      }
    } catch (InterruptedException stopping) {
      throw new AssertionError(stopping);
    }
  }

  private static boolean joined(Thread thread) {
    try {
      return thread.join(Duration.ofSeconds(2));
    } catch (InterruptedException stopping) {
      throw new AssertionError(stopping);
    }
  }
}
