package org.hearthhub.history;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hearthhub.SteppedClock;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.Value;
import org.hearthhub.vault.Unlock;
import org.hearthhub.vault.Vault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be asked of the past besides readings: states, increases, peaks, exports. */
class PastAnswersTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant END = START.plusSeconds(100_000);
  private static final AffordanceName NAME = AffordanceName.of("value");

  @TempDir Path temp;
  private final DeviceId device = DeviceId.random();
  private final SeriesName series = new SeriesName(device, NAME);
  private Vault vault;
  private History history;

  @BeforeEach
  void open() {
    vault = Vault.create(temp.resolve("data"), new Unlock.KeyFile(temp.resolve("key")));
    history = new History(vault, new SteppedClock());
  }

  @AfterEach
  void close() {
    history.close();
    vault.close();
  }

  private void commit(List<Reading> readings) {
    history.appendNow(device, readings).toCompletableFuture().orTimeout(30, SECONDS).join();
  }

  private static Reading at(long second, Value value) {
    return new Reading(NAME, value, START.plusSeconds(second));
  }

  private static Instant second(long second) {
    return START.plusSeconds(second);
  }

  private void commitNumbers(double... numbers) {
    commit(IntStream.range(0, numbers.length).mapToObj(i -> at(i, Value.of(numbers[i]))).toList());
  }

  @Test
  void a_state_lasts_until_the_next_and_is_known_from_before() {
    commit(
        List.of(
            at(0, Value.of("off")),
            at(10, Value.of("heat")),
            at(20, Value.of("heat")),
            at(40, Value.of("off"))));
    PastStates states = history.states(series, second(5), second(50), 100);
    assertThat(states)
        .isEqualTo(
            new PastStates.Segments(
                List.of(
                    new PastStates.Segment(second(5), second(10), Value.of("off")),
                    new PastStates.Segment(second(10), second(40), Value.of("heat")),
                    new PastStates.Segment(second(40), second(50), Value.of("off"))),
                Map.of(
                    Value.of("off"),
                    Duration.ofSeconds(15),
                    Value.of("heat"),
                    Duration.ofSeconds(30)),
                List.of()));
  }

  @Test
  void states_that_change_too_often_become_shares_that_add_up() {
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      readings.add(at(i, Value.of(i % 3 == 0)));
    }
    commit(readings);
    PastStates states = history.states(series, second(0), second(10_000), 50);
    assertThat(states).isInstanceOf(PastStates.Shares.class);
    assertThat(((PastStates.Shares) states).shares()).hasSizeBetween(10, 50);
    assertThat(states.totals())
        .isEqualTo(
            Map.of(
                Value.of(true), Duration.ofSeconds(3_334),
                Value.of(false), Duration.ofSeconds(6_666)));
  }

  @Test
  void a_counter_that_begins_anew_goes_on_growing() {
    commitNumbers(100, 101.5, 103, 0.5, 2, 1.9, 4);
    PastIncreases increases = history.increases(series, second(0), END, 1);
    // 3 up to the reset, 0.5 from nothing, 1.5; a small fall corrects, and 2.1 more.
    assertThat(increases.total()).isEqualTo(3 + 0.5 + 1.5 - 0.1 + 2.1);
    assertThat(history.increases(series, second(2), END, 1).total()).isEqualTo(5.5);
  }

  @Test
  void increases_of_steps_add_up_to_the_whole() {
    commit(IntStream.range(0, 7_000).mapToObj(i -> at(10 * i, Value.of(i / 10.0))).toList());
    PastIncreases increases = history.increases(series, START, END, 24);
    assertThat(increases.step()).isEqualTo(Duration.ofHours(1));
    assertThat(increases.increases().stream().mapToDouble(PastIncreases.Increase::increase).sum())
        .isEqualTo(increases.total(), org.assertj.core.api.Assertions.within(1e-9));
    assertThat(increases.total()).isEqualTo(699.9);
  }

  @Test
  void no_peak_is_lost_when_readings_are_thinned_out() {
    double[] numbers = new double[5_000];
    numbers[1234] = 99;
    numbers[4321] = -99;
    commitNumbers(numbers);
    List<Past.Point> points = history.peaks(series, START, END, 100).points();
    assertThat(points).hasSizeLessThanOrEqualTo(100);
    assertThat(points)
        .contains(
            new Past.Point(second(1234), Value.of(99)),
            new Past.Point(second(4321), Value.of(-99)));
    assertThat(points).isSortedAccordingTo((a, b) -> a.time().compareTo(b.time()));
  }

  private String export(Export.Format format, String title) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    history.export(
        new Export(
            List.of(series, new SeriesName(DeviceId.random(), NAME)),
            Instant.EPOCH,
            END,
            format,
            ZoneId.of("Europe/Berlin"),
            name -> new Export.About("d1", title, Optional.of("Cel"))),
        out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void an_export_is_what_a_spreadsheet_reads_and_does_not_run() throws IOException {
    commit(
        List.of(
            at(0, Value.of(-1.5)),
            at(1, Value.of(20)),
            at(2, Value.of("=HYPERLINK(\"http://x\")")),
            at(3, Value.of("éco, \"quiet\"\nnight")),
            at(4, Value.of(true))));
    assertThat(export(Export.Format.CSV, "+Lamp"))
        .isEqualTo(
            String.join(
                "\r\n",
                "time,device,title,property,unit,value",
                "2026-03-01T01:00:00+01:00,d1,'+Lamp,value,Cel,-1.5",
                "2026-03-01T01:00:01+01:00,d1,'+Lamp,value,Cel,20",
                "2026-03-01T01:00:02+01:00,d1,'+Lamp,value,Cel,\"'=HYPERLINK(\"\"http://x\"\")\"",
                "2026-03-01T01:00:03+01:00,d1,'+Lamp,value,Cel,\"éco, \"\"quiet\"\"\nnight\"",
                "2026-03-01T01:00:04+01:00,d1,'+Lamp,value,Cel,true",
                ""));
    assertThat(export(Export.Format.JSON_LINES, "Lamp").lines())
        .hasSize(5)
        .first()
        .isEqualTo(
            "{\"time\":\"2026-03-01T01:00:00+01:00\",\"device\":\"d1\",\"title\":\"Lamp\","
                + "\"property\":\"value\",\"unit\":\"Cel\",\"value\":-1.5}");
  }

  @Test
  void an_export_of_many_has_each_once_though_many_are_of_one_moment() throws IOException {
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < 30_000; i++) {
      readings.add(at(i / 10_000, Value.of(i)));
    }
    commit(readings);
    List<String> lines = export(Export.Format.CSV, "Lamp").lines().skip(1).toList();
    assertThat(lines).hasSize(30_000).doesNotHaveDuplicates();
  }
}
