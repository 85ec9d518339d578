package org.hearthhub.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
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
  private static final String OWNER_OF_NOTHING = "Feldschwirl Kammer";
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
              OWNER_OF_NOTHING,
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
      home.rest().post("/api/v1/rooms", Map.of("title", OWNER_OF_NOTHING), 201);
      makeBackup(home);
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

  /** In a folder that is hunted through as well. */
  private void makeBackup(HomeOnThisMachine home) throws Exception {
    Path backups = Files.createDirectories(temp.resolve("backups"));
    home.rest()
        .put(
            "/api/v1/backups/plan",
            Map.of(
                "folder",
                backups.toString(),
                "keep",
                Map.of("daily", 7, "weekly", 4, "monthly", 12)),
            200);
    home.rest().post("/api/v1/backups", Map.of(), 202);
    Await.until(
        HomeOnThisMachine.PATIENCE,
        "a backup that was proven",
        () ->
            home.get("/api/v1/backups")
                .path("backups")
                .path(0)
                .path("check")
                .path("state")
                .asString("")
                .equals("proven"));
    assertThat(backups).isNotEmptyDirectory();
  }

  /** The hunt itself must find what is there. */
  @Test
  void each_way_to_write_a_marker_would_be_found() throws Exception {
    Path file = control.resolve("file");
    for (byte[] way : markers.eachWay().toList()) {
      Files.write(file, way);
      assertThat(markers.foundIn(control)).isNotEmpty();
    }
    for (int way = 0; way < 3; way++) {
      Files.write(file, packed(("x" + OWNER).getBytes(StandardCharsets.UTF_8), way));
      assertThat(markers.foundIn(control)).as("packed, %d", way).isNotEmpty();
    }
    for (String before : List.of("", "1", "12")) {
      byte[] around = (before + OWNER + "!").getBytes(StandardCharsets.UTF_8);
      Files.write(file, Base64.getEncoder().encode(around));
      assertThat(markers.foundIn(control)).isNotEmpty();
    }
  }

  /** Something before it, then gzip, deflate or zip. */
  private static byte[] packed(byte[] plain, int way) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write("before".getBytes(StandardCharsets.UTF_8));
    try (OutputStream out =
        switch (way) {
          case 0 -> new GZIPOutputStream(bytes);
          case 1 -> new DeflaterOutputStream(bytes);
          default -> {
            ZipOutputStream zip = new ZipOutputStream(bytes);
            zip.putNextEntry(new ZipEntry("name"));
            yield zip;
          }
        }) {
      out.write(plain);
    }
    return bytes.toByteArray();
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
