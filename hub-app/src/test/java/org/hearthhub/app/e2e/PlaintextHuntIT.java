package org.hearthhub.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.hearthhub.app.Await;
import org.hearthhub.app.HearthProcess.Ended;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a thief of the disk reads: markers in names, values and secrets are found nowhere. */
class PlaintextHuntIT {
  private static final String OWNER = "Zerafine Qüentchen";
  private static final String PASSWORD = "vXq7-Blaubeerkuchen-91";
  private static final String GUESS = "wrong-Himbeerschnitte-33";
  private static final String STRANGER = "Nobody Pfeffernuss";
  private static final String DEVICE = "Grünspecht am Fenster";
  private static final String OWN_TITLE = "Klabautermann 3000";
  private static final String ENDPOINT = "endpoint-wolpertinger-5a1f";
  private static final String ROOM = "Mückenzimmer Nord";
  private static final String OTHER_ROOM = "Dachsbau unterm Dach";
  private static final String FIRST_TEXT = "Rumpelstilzchen schläft";
  private static final String PUSHED_TEXT = "Siebenschläfer erwacht";
  private static final BigDecimal NUMBER = new BigDecimal("48151.62342");
  private static final BigDecimal OTHER_NUMBER = new BigDecimal("-90210.73114");

  private final Markers markers =
      new Markers(
          List.of(
              OWNER,
              PASSWORD,
              GUESS,
              STRANGER,
              DEVICE,
              OWN_TITLE,
              ENDPOINT,
              ROOM,
              OTHER_ROOM,
              FIRST_TEXT,
              PUSHED_TEXT),
          List.of(NUMBER, OTHER_NUMBER));

  /** Holds the data folder, the key folder, the temporary folder and all that is printed. */
  @TempDir Path temp;

  @TempDir Path control;

  @Test
  void markers_are_nowhere_on_disk_and_are_read_back_after_a_restart() throws Exception {
    try (PushingSensor sensor =
            new PushingSensor(
                ENDPOINT,
                OWN_TITLE,
                Map.of("note", "\"vs\":\"" + FIRST_TEXT + "\"", "level", "\"v\":" + NUMBER));
        HomeOnThisMachine home = HomeOnThisMachine.start(temp)) {
      home.setUp(OWNER, PASSWORD);
      home.rest().post("/api/v1/session", Map.of("name", OWNER, "password", GUESS), 401);
      home.rest().post("/api/v1/session", Map.of("name", STRANGER, "password", GUESS), 401);
      home.signIn(OWNER, PASSWORD);
      home.rest().post("/api/v1/rooms", Map.of("title", OTHER_ROOM), 201);
      String thing = home.accept(sensor.address(), Map.of("title", DEVICE, "room", ROOM));
      Await.until(
          HomeOnThisMachine.PATIENCE,
          "the first text",
          () -> properties(home, thing).path("note").asString("").equals(FIRST_TEXT));
      try (PushingSensor.Line line = sensor.lineTo(home.coapPort())) {
        assertThat(
                line.push(
                    "{\"n\":\"note\",\"vs\":\"%s\"},{\"n\":\"level\",\"v\":%s}"
                        .formatted(PUSHED_TEXT, OTHER_NUMBER),
                    20_000))
            .contains(ResponseCode.CHANGED);
      }
      assertThat(temp.resolve("home/home.db")).isNotEmptyFile();
      assertThat(temp.resolve("home/history.db-wal")).isNotEmptyFile();
      assertThat(markers.foundIn(temp)).as("while it runs").isEmpty();
      home.kill();
      assertThat(markers.foundIn(temp)).as("after a kill").isEmpty();

      home.startAgain();
      home.signIn(OWNER, PASSWORD);
      assertThat(history(home, thing, "note")).contains(FIRST_TEXT, PUSHED_TEXT);
      assertThat(history(home, thing, "level"))
          .contains(NUMBER.toPlainString(), OTHER_NUMBER.toPlainString());
      assertThat(home.get("/api/v1/devices").toString()).contains(DEVICE, ROOM);
      assertThat(home.get("/api/v1/rooms").toString()).contains(ROOM, OTHER_ROOM);
      assertThat(home.get("/api/v1/activity").toString()).contains(OWNER, DEVICE);
      Ended ended = home.stop();

      assertThat(ended.code()).isZero();
      assertThat(temp.resolve("home/history.db")).isNotEmptyFile();
      assertThat(markers.foundIn(temp)).as("after a stop").isEmpty();
    }
  }

  /** The hunt itself must find what is there. */
  @Test
  void each_way_to_write_a_marker_would_be_found() throws Exception {
    Path file = control.resolve("file");
    for (byte[] way : markers.eachWay().toList()) {
      Files.write(file, way);
      assertThat(markers.foundIn(control)).isNotEmpty();
    }
    for (String before : List.of("", "1", "12")) {
      byte[] around = (before + OWNER + "!").getBytes(StandardCharsets.UTF_8);
      Files.write(file, Base64.getEncoder().encode(around));
      assertThat(markers.foundIn(control)).isNotEmpty();
    }
  }

  private static JsonNode properties(HomeOnThisMachine home, String thing) throws Exception {
    return home.get(thing + "/properties");
  }

  private static List<String> history(HomeOnThisMachine home, String thing, String property)
      throws Exception {
    return home.get(thing + "/properties/" + property + "/history")
        .path("readings")
        .valueStream()
        .map(each -> each.path("value").asString())
        .toList();
  }
}
