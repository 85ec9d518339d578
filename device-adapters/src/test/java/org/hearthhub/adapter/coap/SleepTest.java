package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.hearthhub.device.CommandOutcome;
import org.hearthhub.thing.AffordanceName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Commands that wait for a device to wake. */
final class SleepTest {
  private static final AffordanceName ON = AffordanceName.of("on");
  private static final AffordanceName LEVEL = AffordanceName.of("level");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final CommandOutcome DONE = new CommandOutcome.Confirmed(Optional.empty());
  private static final CommandOutcome SILENT =
      new CommandOutcome.Unreachable(Duration.ofSeconds(10));

  private final ScheduledExecutorService stage = Executors.newSingleThreadScheduledExecutor();
  private final Sleep sleep = new Sleep(stage, InstantSource.system(), Duration.ZERO);
  private final CountDownLatch heard = new CountDownLatch(1);
  private final List<String> told = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    stage.shutdownNow();
  }

  private CommandOutcome keep(AffordanceName name, String word, CommandOutcome... answers) {
    return keep(name, false, HOUR, word, answers);
  }

  private CommandOutcome keep(
      AffordanceName name, boolean action, Duration span, String word, CommandOutcome... answers) {
    return sleep.keep(
        name,
        action,
        span,
        _ -> {
          long before = told.stream().filter(word::equals).count();
          told.add(word);
          heard.countDown();
          return answers[(int) Math.min(before, answers.length - 1)];
        });
  }

  private static CommandOutcome end(CommandOutcome waits) throws Exception {
    assertThat(waits).isInstanceOf(CommandOutcome.Waits.class);
    return ((CommandOutcome.Waits) waits).later().get(10, TimeUnit.SECONDS);
  }

  @Test
  void what_waits_is_told_in_its_order_when_the_device_wakes() throws Exception {
    CommandOutcome first = keep(ON, "on", DONE);
    CommandOutcome second = keep(LEVEL, "level", DONE);
    assertThat(told).isEmpty();
    assertThat(sleep.isDeep()).isTrue();

    sleep.woke();

    assertThat(end(first)).isEqualTo(DONE);
    assertThat(end(second)).isEqualTo(DONE);
    assertThat(told).containsExactly("on", "level");
    assertThat(sleep.isDeep()).isFalse();
  }

  @Test
  void a_newer_command_takes_the_place_of_the_older() throws Exception {
    CommandOutcome older = keep(ON, "off", DONE);
    CommandOutcome newer = keep(ON, "on", DONE);

    assertThat(end(older))
        .isEqualTo(new CommandOutcome.Refused("A newer command took its place before it woke."));
    sleep.woke();
    assertThat(end(newer)).isEqualTo(DONE);
    assertThat(told).containsExactly("on");
  }

  @Test
  void one_that_falls_asleep_again_is_told_the_next_time() throws Exception {
    CommandOutcome waits = keep(ON, "on", SILENT, DONE);
    CommandOutcome behind = keep(LEVEL, "level", DONE);

    sleep.woke();
    assertThat(heard.await(10, TimeUnit.SECONDS)).isTrue();
    var wakes = stage.scheduleAtFixedRate(sleep::woke, 0, 50, TimeUnit.MILLISECONDS);
    try {
      assertThat(end(behind)).isEqualTo(DONE);
    } finally {
      wakes.cancel(false);
    }

    assertThat(end(waits)).isEqualTo(DONE);
    assertThat(told).containsExactly("on", "on", "level");
  }

  @Test
  void an_action_that_it_may_have_heard_is_not_invoked_twice() throws Exception {
    CommandOutcome waits = keep(ON, true, HOUR, "restart", SILENT, DONE);

    sleep.woke();

    assertThat(end(waits)).isEqualTo(SILENT);
    assertThat(told).containsExactly("restart");
  }

  @Test
  void one_that_does_not_wake_in_time_is_not_told() throws Exception {
    CommandOutcome waits = keep(ON, false, Duration.ofMillis(50), "on", DONE);

    assertThat(end(waits)).isInstanceOf(CommandOutcome.Unreachable.class);
    sleep.woke();
    assertThat(told).isEmpty();
  }

  @Test
  void few_wait() {
    for (int i = 0; i < Sleep.MOST; i++) {
      assertThat(keep(AffordanceName.of("p" + i), "p", DONE))
          .isInstanceOf(CommandOutcome.Waits.class);
    }

    assertThat(keep(ON, "on", DONE))
        .isEqualTo(
            new CommandOutcome.Refused("The device sleeps, and 8 commands wait for it already."));
  }

  @Test
  void one_that_fails_in_the_hub_itself_holds_up_no_other() throws Exception {
    CommandOutcome broken =
        sleep.keep(
            ON,
            false,
            HOUR,
            _ -> {
              throw new IllegalStateException("a fault of ours");
            });
    CommandOutcome behind = keep(LEVEL, "level", DONE);

    sleep.woke();

    assertThat(end(behind)).isEqualTo(DONE);
    assertThat(end(broken))
        .isEqualTo(
            new CommandOutcome.Refused(
                "Hearth failed to carry this out; nothing is known of the device."));
  }

  @Test
  void of_a_device_that_left_nothing_waits() throws Exception {
    CommandOutcome waits = keep(ON, "on", DONE);

    sleep.end("The device was removed before it woke.");

    assertThat(end(waits))
        .isEqualTo(new CommandOutcome.Refused("The device was removed before it woke."));
  }
}
