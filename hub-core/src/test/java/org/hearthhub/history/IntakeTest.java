package org.hearthhub.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.hearthhub.problem.Unavailable;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.Value;
import org.junit.jupiter.api.Test;

class IntakeTest {
  private static final AffordanceName NAME = AffordanceName.of("text");
  private final Intake intake = new Intake(Pace.USUAL);
  private final Series series =
      new Series(
          new DeviceSeries(DeviceId.random()), new SeriesName(DeviceId.random(), NAME), 0, 1);

  private void put(int count, Value value) {
    Series[] to = new Series[count];
    Arrays.fill(to, series);
    intake.put(to, Collections.nCopies(count, new Reading(NAME, value, Instant.EPOCH)), false);
  }

  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.WAITING) {
      assertThat(thread.isAlive()).as("it did not wait").isTrue();
      Thread.onSpinWait();
    }
  }

  @Test
  void whoever_brings_more_than_there_is_room_for_waits_until_a_batch_is_done()
      throws InterruptedException {
    put(Intake.MOST, Value.of(1));
    Thread late = Thread.ofPlatform().start(() -> put(1, Value.of(2)));
    awaitWaiting(late);
    Batch batch = intake.take().orElseThrow();
    assertThat(batch.size()).isEqualTo(Intake.MOST);
    awaitWaiting(late);
    intake.taken(batch);
    late.join();
    intake.close();
    assertThat(intake.take().orElseThrow().size()).isEqualTo(1);
    assertThat(intake.take()).isEmpty();
  }

  @Test
  void long_texts_take_more_of_the_room() throws InterruptedException {
    put(Intake.MOST / 65, Value.of("x".repeat(Value.MAX_TEXT)));
    Thread late = Thread.ofPlatform().start(() -> put(100, Value.of("x".repeat(64))));
    awaitWaiting(late);
    intake.taken(intake.take().orElseThrow());
    late.join();
    intake.close();
  }

  @Test
  void whoever_waits_is_told_when_the_hub_stops() throws InterruptedException {
    put(Intake.MOST, Value.of(1));
    Throwable[] told = new Throwable[1];
    Thread late =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    put(1, Value.of(2));
                  } catch (Unavailable stopping) {
                    told[0] = stopping;
                  }
                });
    awaitWaiting(late);
    intake.close();
    late.join();
    assertThat(told[0]).isInstanceOf(Unavailable.class);
    assertThatThrownBy(() -> put(1, Value.of(3))).isInstanceOf(Unavailable.class);
  }

  @Test
  void all_of_a_batch_share_a_receipt() {
    List<Reading> one = List.of(new Reading(NAME, Value.of(1), Instant.EPOCH));
    Series[] to = {series};
    Object first = intake.put(to, one, false);
    assertThat((Object) intake.put(to, one, true)).isSameAs(first);
    intake.close();
  }

  @Test
  void a_receipt_is_completed_by_the_commit_and_by_nobody_else() {
    List<Reading> one = List.of(new Reading(NAME, Value.of(1), Instant.EPOCH));
    CompletionStage<Void> receipt = intake.put(new Series[] {series}, one, false);
    Batch batch = intake.take().orElseThrow();
    assertThat(batch.isAwaited()).isFalse();
    receipt.toCompletableFuture().complete(null);
    CompletableFuture<Void> after = receipt.thenRun(() -> {}).toCompletableFuture();
    assertThat(batch.isAwaited()).isTrue();
    assertThat(after).isNotDone();
    assertThatThrownBy(() -> ((CompletableFuture<Void>) receipt).complete(null))
        .isInstanceOf(UnsupportedOperationException.class);
    batch.complete();
    assertThat(after).isCompleted();
    intake.close();
  }
}
