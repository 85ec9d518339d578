package org.hearthhub.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hearthhub.device.GivenHub.BRIGHTNESS;
import static org.hearthhub.device.GivenHub.FADE;
import static org.hearthhub.device.GivenHub.ON;
import static org.hearthhub.device.GivenHub.OWNER;
import static org.hearthhub.device.GivenHub.PIN;
import static org.hearthhub.device.GivenHub.SERIAL;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.hearthhub.SteppedClock;
import org.hearthhub.access.Deeds;
import org.hearthhub.access.Role;
import org.hearthhub.audit.AuditEntry;
import org.hearthhub.event.HomeEvent;
import org.hearthhub.problem.Broken;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.NotFound;
import org.hearthhub.problem.Refused;
import org.hearthhub.problem.TooMuch;
import org.hearthhub.problem.Unavailable;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CommandsTest {
  @TempDir Path temp;
  private GivenHub given;
  private Commands commands;
  private DeviceId lamp;

  @BeforeEach
  void open() {
    given = new GivenHub(temp, new SteppedClock());
    commands = given.hub.commands();
    lamp = given.givenLamp("a").id();
  }

  @AfterEach
  void close() {
    given.close();
  }

  @Test
  void confirmed_it_is_the_value_from_now_on_and_written_down_with_old_and_new() {
    given.says(lamp, BRIGHTNESS, Value.of(10));
    Actor ben = given.givenPerson("Ben", Role.RESIDENT);

    CommandOutcome outcome = commands.write(ben, lamp, BRIGHTNESS, Value.of(40));

    assertThat(outcome).isEqualTo(new CommandOutcome.Confirmed(Optional.of(Value.of(40))));
    assertThat(value(BRIGHTNESS)).contains(Value.of(40));
    AuditEntry entry = given.lastEntry();
    assertThat(entry.actorName()).isEqualTo("Ben");
    assertThat(entry.action()).isEqualTo(AuditEntry.Action.WRITE_PROPERTY);
    assertThat(entry.thing()).contains(lamp);
    assertThat(entry.thingTitle()).contains("Lamp a");
    assertThat(entry.name()).contains(BRIGHTNESS);
    assertThat(entry.oldValue()).contains(Value.of(10));
    assertThat(entry.newValue()).contains(Value.of(40));
    assertThat(entry.outcome()).isEqualTo(AuditEntry.Outcome.DONE);
  }

  @Test
  void what_was_read_back_counts_and_what_was_told_where_nothing_was() {
    given.adapter.givenManners(
        lamp, (name, told, patience) -> new CommandOutcome.Confirmed(Optional.of(Value.of(99))));
    commands.write(OWNER, lamp, BRIGHTNESS, Value.of(100));
    assertThat(value(BRIGHTNESS)).contains(Value.of(99));
    given.adapter.givenManners(
        lamp, (name, told, patience) -> new CommandOutcome.Confirmed(Optional.empty()));

    commands.write(OWNER, lamp, BRIGHTNESS, Value.of(50));

    assertThat(value(BRIGHTNESS)).contains(Value.of(50));
  }

  @Test
  void what_the_device_said_itself_meanwhile_is_kept_once_and_not_overtaken() {
    given.says(lamp, BRIGHTNESS, Value.of(10));
    given.adapter.givenManners(
        lamp,
        (name, told, patience) -> {
          given.says(lamp, BRIGHTNESS, Value.of(40));
          given.says(lamp, BRIGHTNESS, Value.of(80)); // a hand at the switch
          return new CommandOutcome.Confirmed(Optional.of(Value.of(40)));
        });

    commands.write(OWNER, lamp, BRIGHTNESS, Value.of(40));

    assertThat(value(BRIGHTNESS)).contains(Value.of(80));
    assertThat(given.heard)
        .filteredOn(HomeEvent.ReadingsReported.class::isInstance)
        .flatMap(event -> ((HomeEvent.ReadingsReported) event).readings())
        .extracting(Reading::value)
        .containsExactly(Value.of(10), Value.of(40), Value.of(80));
  }

  @Test
  void refused_by_the_device_it_changes_nothing_and_the_reason_is_written_down() {
    given.adapter.givenManners(
        lamp, (name, told, patience) -> new CommandOutcome.Refused("It did not take effect."));

    CommandOutcome outcome = commands.write(OWNER, lamp, ON, Value.of(true));

    assertThat(outcome).isEqualTo(new CommandOutcome.Refused("It did not take effect."));
    assertThat(value(ON)).isEmpty();
    assertThat(given.lastEntry().outcome()).isEqualTo(AuditEntry.Outcome.REFUSED);
    assertThat(given.lastEntry().reason()).contains("It did not take effect.");
  }

  @Test
  void a_device_that_does_not_answer_is_unreachable_and_that_is_written_down() {
    given.adapter.givenManners(
        lamp, (name, told, patience) -> new CommandOutcome.Unreachable(Duration.ofSeconds(9)));

    assertThat(commands.write(OWNER, lamp, ON, Value.of(true)))
        .isEqualTo(new CommandOutcome.Unreachable(Duration.ofSeconds(9)));
    assertThat(given.lastEntry().outcome()).isEqualTo(AuditEntry.Outcome.UNREACHABLE);
    assertThat(given.lastEntry().reason()).contains("It did not answer within 9 seconds.");
  }

  @Test
  void what_is_not_there_read_only_or_out_of_range_never_reaches_the_device() {
    given.adapter.givenManners(
        lamp,
        (name, told, patience) -> {
          throw new AssertionError("reached");
        });

    assertThatThrownBy(() -> commands.write(OWNER, DeviceId.random(), ON, Value.of(true)))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> commands.write(OWNER, lamp, AffordanceName.of("none"), Value.of(true)))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> commands.write(OWNER, lamp, SERIAL, Value.of("4711")))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Refused.Reason.NOT_OFFERED));
    assertThatThrownBy(() -> commands.write(OWNER, lamp, BRIGHTNESS, Value.of(101)))
        .isInstanceOf(Invalid.class)
        .hasMessage("Brightness must be between 0 and 100.");
  }

  @Test
  void who_may_not_control_is_refused_and_that_is_written_down() {
    Actor guest = given.givenPerson("Gast", Role.GUEST);

    assertThatThrownBy(() -> commands.write(guest, lamp, ON, Value.of(true)))
        .isInstanceOf(Refused.class);

    assertThat(value(ON)).isEmpty();
    assertThat(given.lastEntry().actor()).isEqualTo(guest);
    assertThat(given.lastEntry().outcome()).isEqualTo(AuditEntry.Outcome.REFUSED);
  }

  @Test
  void what_nobody_may_read_is_neither_kept_nor_written_down() {
    commands.write(OWNER, lamp, PIN, Value.of("1234"));

    assertThat(value(PIN)).isEmpty();
    assertThat(given.lastEntry().name()).contains(PIN);
    assertThat(given.lastEntry().newValue()).isEmpty();
  }

  @Test
  void an_adapter_that_fails_is_said_and_written_down() {
    given.adapter.givenManners(
        lamp,
        (name, told, patience) -> {
          throw new IllegalStateException("a bug");
        });
    assertThatThrownBy(() -> commands.write(OWNER, lamp, ON, Value.of(true)))
        .isInstanceOf(Broken.class);
    assertThat(given.lastEntry().outcome()).isEqualTo(AuditEntry.Outcome.FAILED);
    given.adapter.givenManners(
        lamp,
        (name, told, patience) -> {
          throw new Unavailable(Unavailable.Who.DEVICE, "asleep", "It sleeps until noon.");
        });

    assertThatThrownBy(() -> commands.write(OWNER, lamp, ON, Value.of(true)))
        .isInstanceOf(Unavailable.class);
    assertThat(given.lastEntry().reason()).contains("It sleeps until noon.");
  }

  @Test
  void commands_for_one_device_go_one_after_the_other_and_few_wait() throws Exception {
    var inside = new AtomicInteger();
    var most = new AtomicInteger();
    var go = new CountDownLatch(1);
    var begun = new CountDownLatch(1);
    given.adapter.givenManners(
        lamp,
        (name, told, patience) -> {
          most.accumulateAndGet(inside.incrementAndGet(), Math::max);
          begun.countDown();
          await(go);
          inside.decrementAndGet();
          return new CommandOutcome.Confirmed(told);
        });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> tries = new ArrayList<>();
      var decided = new CountDownLatch(11);
      for (int i = 0; i < 20; i++) {
        tries.add(
            threads.submit(
                () -> {
                  try {
                    commands.write(OWNER, lamp, ON, Value.of(true));
                    return true;
                  } catch (TooMuch full) {
                    decided.countDown();
                    return false;
                  }
                }));
      }
      await(begun);
      // One is with the device and eight wait: eleven are told at once that it is too much.
      await(decided);
      go.countDown();
      int done = 0;
      for (Future<Boolean> one : tries) {
        done += one.get() ? 1 : 0;
      }
      assertThat(done).isEqualTo(9);
    }

    assertThat(most).hasValue(1);
  }

  @Test
  void a_busy_device_holds_up_no_other() throws Exception {
    DeviceId other = given.givenLamp("b").id();
    var go = new CountDownLatch(1);
    given.adapter.givenManners(
        lamp,
        (name, told, patience) -> {
          await(go);
          return new CommandOutcome.Confirmed(told);
        });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<CommandOutcome> slow =
          threads.submit(() -> commands.write(OWNER, lamp, ON, Value.of(true)));

      assertThat(commands.write(OWNER, other, ON, Value.of(true)))
          .isInstanceOf(CommandOutcome.Confirmed.class);

      go.countDown();
      assertThat(slow.get()).isInstanceOf(CommandOutcome.Confirmed.class);
    }
  }

  @Test
  void an_adapter_that_hangs_beyond_its_patience_is_not_waited_for() {
    var never = new CountDownLatch(1);
    given.adapter.givenManners(
        lamp,
        (name, told, patience) -> {
          await(never);
          return new CommandOutcome.Confirmed(told);
        });
    try (var runner =
        new CommandRunner(
            new Adapters(List.of(given.adapter)),
            deeds(),
            new WaitingCommands(given.clock, new UnsettledCommands(given.vault.records())),
            Duration.ofMillis(200))) {
      CommandOutcome outcome =
          runner.run(
              given.hub.devices().live(lamp),
              new CommandRunner.Command(
                  lamp,
                  ON,
                  () -> deeds().by(OWNER, AuditEntry.Action.WRITE_PROPERTY),
                  Optional::empty,
                  (adapter, patience) -> adapter.write(lamp, ON, Value.of(true), patience),
                  confirmed -> {}));

      assertThat(outcome).isEqualTo(new CommandOutcome.Unreachable(Duration.ofMillis(200)));
    }
  }

  private CommandOutcome.Waits asleep() {
    CommandOutcome.Waits waits =
        CommandOutcome.Waits.until(given.clock.instant().plus(Duration.ofHours(1)));
    given.adapter.givenManners(lamp, (name, told, patience) -> waits);
    return waits;
  }

  @Test
  void a_device_that_sleeps_has_its_command_waiting_and_then_confirmed() {
    CommandOutcome.Waits waits = asleep();

    assertThat(commands.write(OWNER, lamp, BRIGHTNESS, Value.of(40))).isEqualTo(waits);
    assertThat(value(BRIGHTNESS)).isEmpty();
    assertThat(given.lastEntry().outcome()).isEqualTo(AuditEntry.Outcome.WAITING);
    assertThat(commands.waiting(lamp))
        .singleElement()
        .satisfies(
            waiting -> {
              assertThat(waiting.name()).isEqualTo(BRIGHTNESS);
              assertThat(waiting.until()).isEqualTo(waits.until());
            });

    waits.later().complete(new CommandOutcome.Confirmed(Optional.of(Value.of(40))));

    assertThat(value(BRIGHTNESS)).contains(Value.of(40));
    assertThat(given.lastEntry().outcome()).isEqualTo(AuditEntry.Outcome.DONE);
    assertThat(commands.waiting(lamp)).isEmpty();
    assertThat(commands.waiting(waits.ticket()).orElseThrow().outcome())
        .contains(new CommandOutcome.Confirmed(Optional.of(Value.of(40))));
  }

  @Test
  void what_a_device_slept_through_is_told_as_not_done() {
    CommandOutcome.Waits waits = asleep();
    commands.write(OWNER, lamp, ON, Value.of(true));

    waits.later().complete(new CommandOutcome.Unreachable(Duration.ofHours(1)));

    assertThat(value(ON)).isEmpty();
    assertThat(given.lastEntry().outcome()).isEqualTo(AuditEntry.Outcome.UNREACHABLE);
    assertThat(given.lastEntry().reason()).contains("It did not wake in time, and was not told.");
  }

  @Test
  void what_waits_when_the_hub_stops_is_told_as_not_done() {
    CommandOutcome.Waits waits = asleep();
    commands.write(OWNER, lamp, ON, Value.of(true));

    commands.close();
    waits.later().complete(new CommandOutcome.Confirmed(Optional.empty()));

    assertThat(given.lastEntry().outcome()).isEqualTo(AuditEntry.Outcome.REFUSED);
    assertThat(given.lastEntry().reason())
        .contains("Hearth stopped before the device woke; it was not told.");
    assertThat(value(ON)).isEmpty();
    assertThat(waits.objection())
        .contains("Hearth stopped before the device woke; it was not told.");
  }

  @Test
  void for_which_there_is_no_room_to_wait_is_refused_and_never_told() {
    Instant until = given.clock.instant().plus(Duration.ofHours(1));
    List<CommandOutcome> told = new ArrayList<>();
    UnsettledCommands unsettled = new UnsettledCommands(given.vault.records());
    try (WaitingCommands waiting = new WaitingCommands(given.clock, unsettled, 20)) {
      for (int i = 0; i < 20; i++) {
        CommandOutcome.Waits waits = CommandOutcome.Waits.until(until);
        assertThat(waiting.add(waits, lamp, ON, i, Optional::empty, told::add)).isEqualTo(waits);
        assertThat(waits.objection()).isEmpty();
      }
      CommandOutcome.Waits beyond = CommandOutcome.Waits.until(until);

      CommandOutcome outcome = waiting.add(beyond, lamp, ON, 0, Optional::empty, told::add);

      assertThat(outcome)
          .isInstanceOfSatisfying(
              CommandOutcome.Refused.class,
              refused -> assertThat(refused.reason()).startsWith("20 commands wait"));
      assertThat(told).containsExactly(outcome);
      assertThat(beyond.objection()).isPresent();
    }
  }

  @Test
  void an_action_is_invoked_with_the_input_it_asks_for() {
    assertThat(commands.invoke(OWNER, lamp, FADE, Optional.of(Value.of(5))))
        .isInstanceOf(CommandOutcome.Confirmed.class);
    assertThat(given.lastEntry().action()).isEqualTo(AuditEntry.Action.INVOKE_ACTION);
    assertThat(given.lastEntry().newValue()).contains(Value.of(5));
    assertThatThrownBy(() -> commands.invoke(OWNER, lamp, FADE, Optional.empty()))
        .isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> commands.invoke(OWNER, lamp, FADE, Optional.of(Value.of(0))))
        .isInstanceOf(Invalid.class);
    assertThatThrownBy(
            () -> commands.invoke(OWNER, lamp, AffordanceName.of("no"), Optional.empty()))
        .isInstanceOf(NotFound.class);
  }

  @Test
  void a_hub_that_stops_says_so() {
    commands.close();

    assertThatThrownBy(() -> commands.write(OWNER, lamp, ON, Value.of(true)))
        .isInstanceOf(Unavailable.class);
  }

  private Deeds deeds() {
    return new Deeds(
        given.hub.policy(), given.hub.residents(), given.hub.audit(), device -> "Lamp");
  }

  private Optional<Value> value(AffordanceName property) {
    return given.hub.devices().value(lamp, property).map(CurrentValue::value);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
