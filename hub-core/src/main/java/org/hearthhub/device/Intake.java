package org.hearthhub.device;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import org.hearthhub.event.EventBus;
import org.hearthhub.event.HomeEvent;
import org.hearthhub.history.History;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.Locked;
import org.hearthhub.problem.TooMuch;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Notification;
import org.hearthhub.thing.Reading;

/** The way of a reading: memory first, then the past, then the bus. Thread-safe. */
final class Intake {
  private static final CompletionStage<Void> NOTHING_TO_COMMIT =
      CompletableFuture.completedStage(null);

  private final History history;
  private final EventBus bus;
  private final InstantSource clock;
  private final LongAdder passedOver = new LongAdder();

  Intake(History history, EventBus bus, InstantSource clock) {
    this.history = history;
    this.bus = bus;
    this.clock = clock;
  }

  CompletionStage<Void> take(Live live, List<Reading> readings) {
    List<Reading> fitting = fitting(live, readings);
    return fitting.isEmpty() ? NOTHING_TO_COMMIT : take(live, fitting, false);
  }

  /** As {@link #take}, but committed at once, and fails if any had to be passed over. */
  CompletionStage<Void> takeAndCommit(Live live, List<Reading> readings) {
    List<Reading> fitting = fitting(live, readings);
    CompletionStage<Void> committed =
        fitting.isEmpty() ? NOTHING_TO_COMMIT : take(live, fitting, true);
    return fitting.size() == readings.size()
        ? committed
        : committed.thenCompose(done -> CompletableFuture.failedStage(notAllowed()));
  }

  /**
   * The way of a notification: as of a reading, but that nothing has a current value by it. What
   * cannot be kept is told all the same.
   */
  CompletionStage<Void> take(Live live, Notification notification) {
    DeviceId device = live.device().id();
    if (!live.fits(notification)) {
      passedOver.increment();
      if (live.wasOdd(notification, clock.instant())) {
        bus.publish(new HomeEvent.DeviceChanged(device));
      }
      return NOTHING_TO_COMMIT;
    }
    Notification kept = live.recentEvents().add(notification);
    CompletionStage<Void> committed;
    try {
      committed = history.append(device, kept);
    } catch (TooMuch noRoom) {
      committed = CompletableFuture.failedStage(noRoom);
    }
    bus.publish(new HomeEvent.EventNotified(device, kept));
    if (live.heard(kept.time())) {
      bus.publish(new HomeEvent.DeviceChanged(device));
    }
    return committed;
  }

  /** The last reading of each property, for a first picture; nothing while the past is locked. */
  List<Reading> past(DeviceId device) {
    try {
      return history.last(device);
    } catch (Locked untilSomebodyUnlocks) {
      return List.of();
    }
  }

  /** Readings and notifications since the start that were passed over. */
  long passedOver() {
    return passedOver.sum();
  }

  private CompletionStage<Void> take(Live live, List<Reading> readings, boolean atOnce) {
    DeviceId device = live.device().id();
    live.remember(readings);
    CompletionStage<Void> committed =
        atOnce ? history.appendNow(device, readings) : history.append(device, readings);
    bus.publish(new HomeEvent.ReadingsReported(device, readings));
    if (live.heard(readings.getLast().time())) {
      bus.publish(new HomeEvent.DeviceChanged(device));
    }
    return committed;
  }

  private List<Reading> fitting(Live live, List<Reading> readings) {
    List<Reading> fitting = live.fitting(List.copyOf(readings));
    if (fitting.size() < readings.size()) {
      passedOver.add(readings.size() - fitting.size());
      for (Reading reading : readings) {
        if (!fitting.contains(reading) && live.wasOdd(reading, clock.instant())) {
          bus.publish(new HomeEvent.DeviceChanged(live.device().id()));
        }
      }
    }
    return fitting;
  }

  private static Invalid notAllowed() {
    return new Invalid(
        "not-in-description",
        "Some of these values are not what the device's own description allows; they were passed"
            + " over.");
  }
}
