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
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.hearthhub.app.Await;
import org.hearthhub.app.HearthProcess.Ended;
import org.hearthhub.app.RestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

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
  private static final String NEW_PASSWORD = "neu-Pfifferling-58";
  private static final String RENAMED = "Kuckucksuhr im Flöz";
  private static final String RENAMED_ROOM = "Eulennest Südwest";
  private static final String PROPERTY = "kreuzotterpegel";
  private static final String LABEL = "Schlüsselbund vom Kolkraben";
  private static final String CODE_LABEL = "Zettel beim Eichelhäher";
  private static final String KEY_PASSPHRASE = "Zaunkönig-Passphrase-77";
  private static final String KEY_REPLACED = "Rohrdommel-Passphrase-78";
  private static final String WRONG_UNLOCK = "falsch-Steinpilz-12";
  private static final String TYPED_ADDRESS = "ringelnatterweiher.local";
  private static final String PAIR_NAME = "psk-Feuersalamander";
  private static final String PAIR_SECRET = "etikett-Haselmaus-4711-Zx";
  private static final String BACKUP_FOLDER = "Ablage beim Murmeltier";
  private static final String UNIT = "Gelbrandkäferlängen";
  private static final String LOGIN_USER = "Nebelkrähe am Gatter";
  private static final String LOGIN_PASSWORD = "vergiss-Tannenhäher-62";
  private static final String THING = "urn:example:schwarzspecht-4f";
  private static final String BELL = "Glockenturm der Dohlen";
  private static final String EVENT_TITLE = "Pirol hat geläutet";
  private static final String EVENT_DATA = "dreimal lang, Ziegenmelker";
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
              PUSHED_TEXT,
              NEW_PASSWORD,
              RENAMED,
              RENAMED_ROOM,
              PROPERTY,
              LABEL,
              CODE_LABEL,
              KEY_PASSPHRASE,
              KEY_REPLACED,
              WRONG_UNLOCK,
              TYPED_ADDRESS,
              PAIR_NAME,
              PAIR_SECRET,
              BACKUP_FOLDER,
              UNIT,
              LOGIN_USER,
              LOGIN_PASSWORD,
              THING,
              BELL,
              EVENT_TITLE,
              EVENT_DATA),
          List.of(NUMBER, OTHER_NUMBER));

  /** Holds the data folder, the key folder, the temporary folder and all that is printed. */
  @TempDir Path temp;

  @TempDir Path control;

  /** Its name is a marker, so it lies where names are not looked at. */
  @TempDir Path shelf;

  @Test
  void markers_are_nowhere_on_disk_and_are_read_back_after_a_restart() throws Exception {
    try (PushingSensor sensor =
            new PushingSensor(
                ENDPOINT,
                OWN_TITLE,
                Map.of(
                    "note",
                    "\"vs\":\"" + FIRST_TEXT + "\"",
                    "level",
                    "\"v\":" + NUMBER,
                    PROPERTY,
                    "\"v\":1"));
        RingingThing bell = new RingingThing(THING, BELL, EVENT_TITLE);
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
      String ringing = home.accept(bell.address(), Map.of("room", ROOM));
      ring(bell, home, ringing);
      home.rest().post("/api/v1/rooms", Map.of("title", OWNER_OF_NOTHING), 201);
      plantInEveryField(home, thing);
      makeBackup(home);
      assertThat(temp.resolve("home/home.db")).isNotEmptyFile();
      assertThat(temp.resolve("home/history.db-wal")).isNotEmptyFile();
      assertThat(markers.foundIn(temp)).as("while it runs").isEmpty();
      home.kill();
      assertThat(markers.foundIn(temp)).as("after a kill").isEmpty();

      home.startAgain();
      home.signIn(OWNER, NEW_PASSWORD);
      assertThat(history(home, thing, "note")).contains(FIRST_TEXT, PUSHED_TEXT);
      assertThat(rings(home, ringing)).contains(EVENT_DATA);
      assertThat(home.get(ringing).toString()).contains(BELL, EVENT_TITLE);
      assertThat(history(home, thing, "level"))
          .contains(NUMBER.toPlainString(), OTHER_NUMBER.toPlainString());
      assertThat(home.get("/api/v1/devices").toString()).contains(RENAMED, ROOM);
      assertThat(home.get("/api/v1/rooms").toString()).contains(ROOM, OTHER_ROOM, RENAMED_ROOM);
      assertThat(home.get("/api/v1/activity").toString()).contains(OWNER, DEVICE);
      assertThat(home.get("/api/v1/keys").toString()).contains(LABEL, CODE_LABEL);
      assertThat(home.get(thing).toString()).contains(UNIT);
      assertThat(home.get("/api/v1/retention").toString()).contains(PROPERTY);
      assertThat(home.get("/api/v1/backups/plan").toString()).contains(BACKUP_FOLDER);
      Ended ended = home.stop();

      assertThat(ended.code()).isZero();
      assertThat(temp.resolve("home/history.db")).isNotEmptyFile();
      assertThat(markers.foundIn(temp)).as("after a stop").isEmpty();
    }
  }

  /** Whatever the API takes as a text that a person chose; see the test of the contract below. */
  private void plantInEveryField(HomeOnThisMachine home, String thing) throws Exception {
    RestClient rest = home.rest();
    String device = thing.substring(thing.lastIndexOf('/') + 1);
    rest.patch("/api/v1/devices/" + device, Map.of("title", RENAMED), 200);
    rest.patch("/api/v1/devices/" + device + "/properties/" + PROPERTY, Map.of("unit", UNIT), 200);
    String room = home.get("/api/v1/rooms").path(2).path("id").asString();
    rest.patch("/api/v1/rooms/" + room, Map.of("title", RENAMED_ROOM), 200);
    rest.put(
        "/api/v1/retention/" + device + "/" + PROPERTY,
        Map.of("raw", "P90D", "rollUps", "forever"),
        200);
    rest.post("/api/v1/inbox", Map.of("address", TYPED_ADDRESS), 202);
    rest.post("/api/v1/pairing", Map.of(), 200);
    rest.post("/api/v1/pairing/expected", Map.of("name", PAIR_NAME, "secret", PAIR_SECRET), 202);
    rest.put(
        "/api/v1/devices/" + device + "/login",
        Map.of("user", LOGIN_USER, "password", LOGIN_PASSWORD),
        405);
    rest.post("/api/v1/unlock", Map.of("passphrase", WRONG_UNLOCK), 403);
    String key =
        rest.postForJson(
                "/api/v1/keys",
                Map.of("kind", "passphrase", "passphrase", KEY_PASSPHRASE, "label", LABEL),
                201)
            .path("key")
            .path("id")
            .asString();
    rest.post("/api/v1/keys/" + key + "/prove", Map.of("passphrase", KEY_PASSPHRASE), 200);
    rest.post("/api/v1/keys/" + key + "/rotate", Map.of("passphrase", KEY_REPLACED), 200);
    JsonNode drawn =
        rest.postForJson("/api/v1/keys", Map.of("kind", "recovery-code", "label", CODE_LABEL), 201);
    String code = drawn.path("recoveryCode").path("code").asString();
    assertThat(code).hasSizeGreaterThan(30);
    markers.also(code);
    markers.also(code.replace("-", ""));
    rest.post(
        "/api/v1/keys/" + drawn.path("key").path("id").asString() + "/prove",
        Map.of("recoveryCode", code),
        200);
    rest.post("/api/v1/password", Map.of("old", PASSWORD, "new", NEW_PASSWORD), 204);
  }

  /**
   * A field that somebody adds to the contract has to be planted too, or hold nobody's own words.
   */
  @Test
  void every_text_that_the_contract_takes_is_planted() {
    Set<String> planted =
        Set.of(
            "title",
            "name",
            "password",
            "old",
            "new",
            "passphrase",
            "recoveryCode",
            "label",
            "address",
            "room",
            "secret",
            "folder",
            "unit",
            "user");
    // What the hub chose, or times, lengths, addresses of networks, files of the machine, and
    // checkpoints, which are public.
    Set<String> nobodysOwnWords =
        Set.of("code", "device", "raw", "rollUps", "daily", "subnet", "path", "checkpoints");
    JsonNode contract =
        YAMLMapper.shared()
            .readTree(Checkout.root().resolve("web-ui/src/main/resources/openapi.yaml"));
    Set<String> taken = new TreeSet<>();
    for (JsonNode path : contract.path("paths")) {
      for (JsonNode operation : path) {
        for (JsonNode content : operation.path("requestBody").path("content")) {
          addTexts(contract, content.path("schema"), "", taken);
        }
      }
    }

    assertThat(taken)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(planted.stream(), nobodysOwnWords.stream()).toList());
  }

  /** The names of all fields that are texts of a person's choice. */
  private static void addTexts(JsonNode contract, JsonNode schema, String name, Set<String> taken) {
    String reference = schema.path("$ref").asString("");
    JsonNode here = reference.isEmpty() ? schema : contract.at(reference.substring(1));
    if (here.path("type").toString().contains("\"string\"") && here.path("enum").isMissingNode()) {
      taken.add(name);
    }
    here.path("properties").forEachEntry((property, of) -> addTexts(contract, of, property, taken));
    if (here.has("items")) {
      addTexts(contract, here.path("items"), name, taken);
    }
    for (String kind : List.of("oneOf", "anyOf", "allOf")) {
      for (JsonNode each : here.path(kind)) {
        addTexts(contract, each, name, taken);
      }
    }
  }

  /** In a folder that is hunted through as well. */
  private void makeBackup(HomeOnThisMachine home) throws Exception {
    Path backups = Files.createDirectories(shelf.resolve(BACKUP_FOLDER));
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
    assertThat(markers.foundIn(backups)).as("in the backups").isEmpty();
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

  /** Until it is in the past, and not only told. */
  private static void ring(RingingThing bell, HomeOnThisMachine home, String thing)
      throws Exception {
    Await.until(HomeOnThisMachine.PATIENCE, "the bell to be listened to", bell::isListenedTo);
    bell.ring(EVENT_DATA);
    Await.until(
        HomeOnThisMachine.PATIENCE, "the ring", () -> rings(home, thing).contains(EVENT_DATA));
  }

  private static List<String> rings(HomeOnThisMachine home, String thing) throws Exception {
    return home.get(thing + "/events/rung/history")
        .path("notifications")
        .valueStream()
        .map(each -> each.path("data").asString())
        .toList();
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
