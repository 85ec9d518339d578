package org.hearthhub.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hearthhub.web.Browser.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Backups of the home and checks of its store. */
class BackupsApiTest {
  private static final String PASSPHRASE = "four words nobody guesses";

  @TempDir Path folder;
  private TestHub home;
  private Browser owner;
  private Path shelf;

  @BeforeEach
  void start() throws IOException {
    home = new TestHub(folder);
    owner = home.owner();
    shelf = Files.createDirectory(folder.resolve("shelf"));
  }

  @AfterEach
  void stop() {
    home.close();
  }

  private Answer plan(String daily) {
    return owner.put(
        "/api/v1/backups/plan",
        "{\"folder\":\"%s\",\"daily\":%s,\"keep\":{\"daily\":7,\"weekly\":4,\"monthly\":12}}"
            .formatted(shelf, daily));
  }

  @Test
  void a_backup_is_made_proven_listed_checked_again_and_downloaded() throws Exception {
    String id =
        owner
            .post("/api/v1/keys", Map.of("kind", "passphrase", "passphrase", PASSPHRASE))
            .json()
            .path("key")
            .path("id")
            .asString();
    owner.post("/api/v1/keys/" + id + "/prove", Map.of("passphrase", PASSPHRASE));
    assertThat(plan("\"03:00\"").json().path("daily").asString()).isEqualTo("03:00");

    Answer made = owner.send("POST", "/api/v1/backups?wait=true", Optional.empty());

    assertThat(made.status()).as(made.body()).isEqualTo(200);
    assertThat(made.json().path("check").path("state").asString()).isEqualTo("proven");
    assertThat(made.json().path("contents").path("auditEntries").asLong()).isPositive();
    String name = made.json().path("id").asString();
    JsonNode listed = owner.get("/api/v1/backups").json();
    assertThat(listed.path("status").path("health").asString()).isEqualTo("good");
    assertThat(listed.path("status").path("lastGood").path("id").asString()).isEqualTo(name);
    assertThat(listed.path("backups")).hasSize(1);
    assertThat(
            owner
                .send("POST", "/api/v1/backups/" + name + "/verify?wait=true", Optional.empty())
                .json()
                .path("check")
                .path("state")
                .asString())
        .isEqualTo("proven");

    String check = "/api/v1/backups/" + name + "/verify?wait=";
    assertThat(owner.send("POST", check + "1", Optional.empty()).status()).isEqualTo(400);
    assertThat(owner.send("POST", check + "true", Optional.empty()).status()).isEqualTo(200);

    String foreign = name.replaceAll("20[0-9]{2}-", "2019-");
    Files.copy(shelf.resolve(name), shelf.resolve(foreign));
    for (String wait : List.of("", "?wait=true")) {
      Answer needed =
          owner.send("POST", "/api/v1/backups/" + foreign + "/verify" + wait, Optional.empty());
      assertThat(needed.status()).as("verify%s", wait).isEqualTo(409);
      assertThat(needed.problem()).isEqualTo("backup-needs-secret");
    }

    HttpResponse<byte[]> file =
        owner
            .client()
            .send(
                owner.request("/api/v1/backups/" + name + "/file").build(),
                HttpResponse.BodyHandlers.ofByteArray());
    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(file.headers().firstValue("Content-Disposition").orElse(""))
        .contains("attachment", name);
    assertThat(file.body()).isEqualTo(Files.readAllBytes(shelf.resolve(name)));
  }

  @Test
  void without_a_folder_or_anything_that_opens_it_there_is_no_backup() {
    assertThat(owner.get("/api/v1/backups").json().path("status").path("health").asString())
        .isEqualTo("not-set-up");
    assertThat(owner.get("/api/v1/backups/plan").json().path("folder").isNull()).isTrue();
    assertThat(owner.send("POST", "/api/v1/backups", Optional.empty()).status()).isEqualTo(409);
    plan("null");
    assertThat(owner.send("POST", "/api/v1/backups", Optional.empty()).status()).isEqualTo(409);
  }

  @Test
  void a_plan_that_is_none_changes_nothing() {
    assertThat(plan("\"dawn\"").problem()).isEqualTo("bad-daily");
    assertThat(owner.put("/api/v1/backups/plan", "{\"folder\":null,\"daily\":\"03:00\"}").problem())
        .isEqualTo("missing-keep");
    shelf = home.folder.resolve("data/inside");
    assertThat(plan("\"03:00\"").status()).isEqualTo(400);
    assertThat(owner.get("/api/v1/backups/plan").json().path("folder").isNull()).isTrue();
  }

  @Test
  void a_backup_that_is_not_there_is_not_found_wherever_it_points() {
    plan("null");

    for (String name : new String[] {"no-such.hearth", "..%2Fkey", ".."}) {
      assertThat(owner.get("/api/v1/backups/" + name + "/file").status())
          .as(name)
          .isBetween(400, 404);
    }
    assertThat(
            owner.send("POST", "/api/v1/backups/no-such.hearth/verify", Optional.empty()).problem())
        .isEqualTo("no-such-backup");
  }

  @Test
  void the_store_is_checked_while_it_is_in_use() {
    assertThat(owner.get("/api/v1/verify").body()).isEqualTo("null");

    JsonNode found = owner.send("POST", "/api/v1/verify?wait=true", Optional.empty()).json();

    assertThat(found.path("state").asString()).isEqualTo("well");
    assertThat(found.path("rows").asLong()).isPositive();
    assertThat(found.path("sentence").asString()).contains("Nothing is damaged.");
    assertThat(owner.get("/api/v1/verify").json().path("state").asString()).isEqualTo("well");
  }
}
