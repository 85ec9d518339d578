package org.hearthhub.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hearthhub.device.GivenHub.OWNER;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.hearthhub.SteppedClock;
import org.hearthhub.event.HomeEvent;
import org.hearthhub.history.Past;
import org.hearthhub.history.SeriesName;
import org.hearthhub.problem.TooMuch;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DataSchema;
import org.hearthhub.thing.DataType;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.EventAffordance;
import org.hearthhub.thing.Notification;
import org.hearthhub.thing.PropertyAffordance;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.ThingDescription;
import org.hearthhub.thing.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceEventsTest {
  private static final AffordanceName PRESSED = AffordanceName.of("pressed");
  private static final AffordanceName RUNG = AffordanceName.of("rung");

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

  /** A property and an event of the same name, and an event without data. */
  private static ThingDescription bell() {
    return new ThingDescription(
        "Bell",
        Optional.empty(),
        List.of(),
        Map.of(PRESSED, new PropertyAffordance(DataSchema.of(DataType.STRING), true)),
        Map.of(),
        Map.of(
            PRESSED,
            new EventAffordance(
                Optional.of("Pressed"),
                Optional.empty(),
                Optional.of(DataSchema.of(DataType.STRING))),
            RUNG,
            new EventAffordance(Optional.empty(), Optional.empty(), Optional.empty())));
  }

  private DeviceId givenBell() {
    given.adapter.sees("bell", bell(), "loop://bell");
    return given
        .hub
        .inbox()
        .accept(
            OWNER, given.hub.inbox().entries().getFirst().id(), Optional.empty(), Optional.empty())
        .id();
  }

  private CompletionStage<Void> happens(DeviceId bell, AffordanceName event, Optional<Value> data) {
    return given.adapter.host().notified(bell, new Notification(event, data, clock.instant()));
  }

  private static void awaitCommit(CompletionStage<Void> receipt) throws Exception {
    receipt.toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private List<Past.Point> past(DeviceId bell, AffordanceName event) {
    Instant now = clock.instant();
    Past past =
        given
            .hub
            .history()
            .query(
                SeriesName.ofEvent(bell, event),
                now.minus(Duration.ofDays(2)),
                now.plusSeconds(1),
                100);
    return ((Past.Readings) past).points();
  }

  @Test
  void what_happened_is_on_the_bus_and_in_the_past_of_the_event() throws Exception {
    DeviceId bell = givenBell();

    happens(bell, PRESSED, Optional.of(Value.of("front")));
    Instant first = clock.instant();
    clock.goOn(Duration.ofSeconds(5));
    awaitCommit(happens(bell, RUNG, Optional.empty()));

    assertThat(given.heard)
        .contains(
            new HomeEvent.EventNotified(
                bell, new Notification(PRESSED, Optional.of(Value.of("front")), first)),
            new HomeEvent.EventNotified(
                bell, new Notification(RUNG, Optional.empty(), clock.instant())));
    assertThat(past(bell, PRESSED)).containsExactly(new Past.Point(first, Value.of("front")));
    assertThat(past(bell, RUNG)).containsExactly(new Past.Point(clock.instant(), Value.of(true)));
    assertThat(devices.get(bell).status().state()).isEqualTo(DeviceStatus.State.ONLINE);
  }

  @Test
  void an_event_and_a_property_of_one_name_are_kept_apart_also_after_a_restart() throws Exception {
    DeviceId bell = givenBell();
    happens(bell, PRESSED, Optional.of(Value.of("event")));

    assertThat(devices.values(bell)).isEmpty();
    given.close();
    open();
    assertThat(devices.values(bell)).as("no value comes of an event").isEmpty();
    given.says(bell, PRESSED, Value.of("property"));
    given.close();
    open();

    assertThat(devices.value(bell, PRESSED).map(CurrentValue::value))
        .contains(Value.of("property"));
    assertThat(past(bell, PRESSED))
        .extracting(Past.Point::value)
        .containsExactly(Value.of("event"));
    assertThat(given.hub.history().series(bell))
        .containsExactlyInAnyOrder(
            new SeriesName(bell, PRESSED), SeriesName.ofEvent(bell, PRESSED));
  }

  @Test
  void what_its_description_does_not_allow_is_passed_over_and_said() throws Exception {
    DeviceId bell = givenBell();

    happens(bell, PRESSED, Optional.of(Value.of(7)));
    assertThat(devices.get(bell).status().state()).isEqualTo(DeviceStatus.State.QUARANTINED);
    assertThat(devices.get(bell).status().reason()).contains("“Pressed”");
    happens(bell, PRESSED, Optional.empty());
    happens(bell, RUNG, Optional.of(Value.of(true)));
    happens(bell, AffordanceName.of("unheard-of"), Optional.empty());

    assertThat(devices.passedOver()).isEqualTo(4);
    assertThat(devices.recentEvents(bell)).isEmpty();
    assertThat(given.heard).noneMatch(HomeEvent.EventNotified.class::isInstance);
  }

  @Test
  void the_last_ones_are_remembered_and_each_has_a_time_of_its_own() throws Exception {
    DeviceId bell = givenBell();
    for (int i = 0; i < RecentEvents.MOST + 5; i++) {
      happens(bell, PRESSED, Optional.of(Value.of("n" + i)));
    }

    List<Notification> recent = devices.recentEvents(bell);
    assertThat(recent).hasSize(RecentEvents.MOST);
    assertThat(recent.getLast().data()).contains(Value.of("n68"));
    assertThat(recent).extracting(Notification::time).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void long_data_shortens_what_is_remembered() throws Exception {
    DeviceId bell = givenBell();
    for (int i = 0; i < 20; i++) {
      happens(bell, PRESSED, Optional.of(Value.of("x".repeat(Value.MAX_TEXT))));
    }

    assertThat(devices.recentEvents(bell)).hasSize(RecentEvents.MOST_CHARACTERS / Value.MAX_TEXT);
  }

  @Test
  void forgetting_the_past_of_a_device_takes_its_events_along() throws Exception {
    DeviceId bell = givenBell();
    awaitCommit(happens(bell, PRESSED, Optional.of(Value.of("front"))));

    given.hub.keys().erase(OWNER, bell, "Bell");

    assertThat(past(bell, PRESSED)).isEmpty();
    assertThat(devices.recentEvents(bell)).isEmpty();
    assertThat(given.heard).contains(new HomeEvent.PastErased(bell));
    awaitCommit(happens(bell, PRESSED, Optional.of(Value.of("again"))));
    assertThat(past(bell, PRESSED))
        .extracting(Past.Point::value)
        .containsExactly(Value.of("again"));
  }

  @Test
  void nothing_is_written_into_the_journal_of_who_did_what() throws Exception {
    DeviceId bell = givenBell();
    long before = given.lastEntry().sequence();

    happens(bell, PRESSED, Optional.of(Value.of("front")));

    assertThat(given.lastEntry().sequence()).isEqualTo(before);
  }

  @Test
  void what_cannot_be_kept_is_told_all_the_same() throws Exception {
    Map<AffordanceName, PropertyAffordance> properties = new LinkedHashMap<>();
    for (int i = 0; i < ThingDescription.MAX_AFFORDANCES; i++) {
      properties.put(
          AffordanceName.of("p" + i), new PropertyAffordance(DataSchema.of(DataType.NUMBER), true));
    }
    given.adapter.sees(
        "bell",
        new ThingDescription(
            "Bell", Optional.empty(), List.of(), properties, Map.of(), bell().events()),
        "loop://bell");
    DeviceId bell =
        given
            .hub
            .inbox()
            .accept(
                OWNER,
                given.hub.inbox().entries().getFirst().id(),
                Optional.empty(),
                Optional.empty())
            .id();
    devices.report(
        bell,
        properties.keySet().stream()
            .map(name -> new Reading(name, Value.of(1), clock.instant()))
            .toList());

    assertThatThrownBy(() -> awaitCommit(happens(bell, RUNG, Optional.empty())))
        .hasCauseInstanceOf(TooMuch.class);

    assertThat(given.heard)
        .contains(
            new HomeEvent.EventNotified(
                bell, new Notification(RUNG, Optional.empty(), clock.instant())));
  }
}
