package org.hearthhub.adapter.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.hearthhub.thing.Value;
import org.junit.jupiter.api.Test;

/** The house and its devices without a network, with a clock that is told the time. */
class DailyLifeTest {
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final Instant MIDSUMMER = at("2026-06-21T00:00");
  private static final Instant MIDWINTER = at("2026-12-21T00:00");

  /** One device living in a house of its own. */
  private static final class Lived {
    final State state;
    private final HomeModel model;
    private final Life life;
    private Instant now;

    Lived(String name, Instant start, long seed) {
      Blueprint blueprint =
          Catalogue.devices(SimulationSettings.of(SimulationSettings.NAMED_DEVICES)).stream()
              .filter(device -> device.name().equals(name))
              .findFirst()
              .orElseThrow();
      state = new State(blueprint.properties());
      model = new HomeModel(seed, start, ZONE);
      life = blueprint.life().get();
      now = start;
      life.pass(model, state, Duration.ZERO);
    }

    void pass(Duration duration, Duration step, BiConsumer<Double, State> look) {
      Instant end = now.plus(duration);
      while (now.isBefore(end)) {
        now = now.plus(step);
        model.advance(now);
        life.pass(model, state, step);
        look.accept(model.weather().hour(now), state);
      }
    }
  }

  @Test
  void the_sun_gives_nothing_at_night_and_most_around_noon() {
    double[] best = {0, 0};
    List<Double> atNight = new ArrayList<>();

    new Lived("solar-inverter", MIDSUMMER, 1)
        .pass(
            Duration.ofHours(24),
            Duration.ofMinutes(1),
            (hour, state) -> {
              double watts = state.number("power");
              assertThat(watts).isBetween(0.0, 5200.0);
              if (hour < 3 || hour > 22) {
                atNight.add(watts);
              }
              if (watts > best[1]) {
                best[0] = hour;
                best[1] = watts;
              }
            });

    assertThat(atNight).hasSizeGreaterThan(200).containsOnly(0.0);
    assertThat(best[0]).isBetween(9.0, 15.0);
    assertThat(best[1]).isGreaterThan(2000);
  }

  @Test
  void the_energy_of_the_day_only_grows_and_begins_again_at_midnight() {
    double[] last = {0};
    Lived inverter = new Lived("solar-inverter", MIDSUMMER, 1);
    inverter.pass(
        Duration.ofHours(23).plusMinutes(59),
        Duration.ofMinutes(1),
        (hour, state) -> {
          assertThat(state.number("energyToday")).isGreaterThanOrEqualTo(last[0]);
          last[0] = state.number("energyToday");
        });
    assertThat(last[0]).isBetween(8.0, 50.0);

    inverter.pass(Duration.ofMinutes(2), Duration.ofMinutes(1), (hour, state) -> {});

    assertThat(inverter.state.number("energyToday")).isZero();
  }

  @Test
  void a_winter_day_gives_less_sun_than_a_summer_day() {
    Duration day = Duration.ofHours(23);
    Lived winter = new Lived("solar-inverter", MIDWINTER, 1);
    Lived summer = new Lived("solar-inverter", MIDSUMMER, 1);

    winter.pass(day, Duration.ofMinutes(2), (hour, state) -> {});
    summer.pass(day, Duration.ofMinutes(2), (hour, state) -> {});

    assertThat(winter.state.number("energyToday"))
        .isPositive()
        .isLessThan(summer.state.number("energyToday") / 2);
  }

  @Test
  void an_inverter_switched_on_at_noon_knows_of_the_morning() {
    Lived inverter = new Lived("solar-inverter", MIDSUMMER.plus(Duration.ofHours(12)), 1);

    assertThat(inverter.state.number("energyToday")).isGreaterThan(3);
  }

  @Test
  void nobody_walks_the_hallway_or_opens_the_door_in_the_small_hours() {
    int[] walks = {0, 0};
    int[] opened = {0, 0};
    Duration twoDays = Duration.ofDays(2);
    Duration step = Duration.ofSeconds(20);

    new Lived("hallway-motion", MIDWINTER, 1)
        .pass(twoDays, step, (hour, state) -> walks[byDay(hour)] += state.isOn("motion") ? 1 : 0);
    new Lived("front-door", MIDWINTER, 1)
        .pass(twoDays, step, (hour, state) -> opened[byDay(hour)] += state.isOn("open") ? 1 : 0);

    assertThat(walks[0]).isZero();
    assertThat(walks[1]).isGreaterThan(50);
    assertThat(opened[0]).isZero();
    assertThat(opened[1]).isBetween(5, 1_000);
  }

  @Test
  void rooms_stay_as_warm_as_a_home_in_winter() {
    new Lived("living-room-thermostat", MIDWINTER, 1)
        .pass(
            Duration.ofDays(3),
            Duration.ofMinutes(1),
            (hour, state) -> assertThat(state.number("temperature")).isBetween(16.5, 24.0));
  }

  @Test
  void a_higher_target_turns_the_heating_on_and_the_room_warm() {
    Lived thermostat = new Lived("living-room-thermostat", MIDWINTER, 1);
    double before = thermostat.state.number("temperature");

    thermostat.state.set("target", 24);
    thermostat.pass(Duration.ofMinutes(1), Duration.ofSeconds(1), (hour, state) -> {});
    assertThat(thermostat.state.text("heating")).isEqualTo("heating");
    thermostat.pass(Duration.ofMinutes(40), Duration.ofSeconds(10), (hour, state) -> {});

    assertThat(thermostat.state.number("temperature")).isGreaterThan(before + 1);
  }

  @Test
  void a_plug_that_is_off_draws_nothing_and_counts_nothing() {
    Lived plug = new Lived("living-room-tv-plug", MIDWINTER, 1);
    plug.state.set("on", false);
    plug.pass(Duration.ofSeconds(1), Duration.ofSeconds(1), (hour, state) -> {});
    double counted = plug.state.number("energy");

    plug.pass(
        Duration.ofDays(1),
        Duration.ofMinutes(1),
        (hour, state) -> assertThat(state.number("power")).isZero());

    assertThat(plug.state.number("energy")).isEqualTo(counted);
  }

  @Test
  void whoever_watches_for_a_minute_sees_values_change() {
    Instant afternoon = MIDWINTER.plus(Duration.ofHours(16));

    assertThat(changesInAMinute("living-room-thermostat", "temperature", afternoon))
        .isGreaterThan(3);
    assertThat(changesInAMinute("kitchen-climate", "humidity", afternoon)).isGreaterThan(3);
    assertThat(changesInAMinute("heat-pump", "power", afternoon)).isGreaterThan(15);
    assertThat(changesInAMinute("solar-inverter", "power", MIDSUMMER.plusSeconds(43_200)))
        .isGreaterThan(10);
  }

  @Test
  void a_blind_takes_seconds_to_get_there() {
    Lived blind = new Lived("living-room-blind", MIDSUMMER, 1);
    blind.state.set("position", 50);

    blind.pass(Duration.ofSeconds(2), Duration.ofMillis(500), (hour, state) -> {});
    assertThat(blind.state.number("currentPosition")).isEqualTo(80);
    blind.pass(Duration.ofSeconds(10), Duration.ofMillis(500), (hour, state) -> {});

    assertThat(blind.state.number("currentPosition")).isEqualTo(50);
  }

  @Test
  void a_lamp_that_people_light_at_dusk_stays_as_somebody_left_it_until_bedtime() {
    Lived lamp = new Lived("living-room-lamp", MIDWINTER.plus(Duration.ofHours(15)), 1);
    lamp.pass(Duration.ofHours(4), Duration.ofMinutes(1), (hour, state) -> {});
    assertThat(lamp.state.isOn("on")).isTrue();

    lamp.state.set("on", false);
    lamp.pass(
        Duration.ofHours(2),
        Duration.ofMinutes(1),
        (hour, state) -> assertThat(state.isOn("on")).isFalse());
  }

  @Test
  void the_same_seed_gives_the_same_day_and_another_seed_another() {
    assertThat(kitchenDay(7)).isEqualTo(kitchenDay(7)).isNotEqualTo(kitchenDay(8));
  }

  @Test
  void a_clock_that_goes_back_changes_nothing() {
    HomeModel model = new HomeModel(1, MIDWINTER, ZONE);
    model.advance(MIDWINTER.plusSeconds(600));
    double before = model.temperature(HomeModel.KITCHEN);

    model.advance(MIDWINTER);

    assertThat(model.temperature(HomeModel.KITCHEN)).isEqualTo(before);
    assertThat(model.now()).isEqualTo(MIDWINTER.plusSeconds(600));
  }

  private static List<Value> kitchenDay(long seed) {
    List<Value> values = new ArrayList<>();
    new Lived("kitchen-climate", MIDWINTER, seed)
        .pass(
            Duration.ofDays(1),
            Duration.ofMinutes(5),
            (hour, state) -> state.all().forEach(property -> values.add(property.value())));
    return values;
  }

  private static int changesInAMinute(String device, String property, Instant from) {
    Lived lived = new Lived(device, from, 1);
    double[] last = {lived.state.number(property)};
    int[] changes = {0};
    lived.pass(
        Duration.ofMinutes(1),
        Duration.ofMillis(500),
        (hour, state) -> {
          if (state.number(property) != last[0]) {
            changes[0]++;
            last[0] = state.number(property);
          }
        });
    return changes[0];
  }

  private static int byDay(double hour) {
    return hour < 6 ? 0 : 1;
  }

  private static Instant at(String local) {
    return LocalDateTime.parse(local).atZone(ZONE).toInstant();
  }
}
