package org.hearthhub.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hearthhub.access.Role;
import org.hearthhub.audit.Checkpoint;
import org.hearthhub.audit.ConsistencyProof;
import org.hearthhub.audit.InclusionProof;
import org.hearthhub.audit.LogKey;
import org.hearthhub.audit.TreeHash;
import org.hearthhub.web.Browser.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What somebody outside can check of who did what. */
class AuditApiTest {
  @TempDir Path folder;
  private TestHub home;
  private Browser owner;

  @BeforeEach
  void start() {
    home = new TestHub(folder);
    owner = home.owner();
    room("Kitchen");
    room("Study");
  }

  private void room(String title) {
    assertThat(owner.post("/api/v1/rooms", Map.of("title", title)).status()).isEqualTo(201);
  }

  @AfterEach
  void stop() {
    home.close();
  }

  @Test
  void a_checkpoint_is_signed_with_the_key_that_comes_with_it() {
    JsonNode answer = owner.get("/api/v1/audit/checkpoint").json();

    Checkpoint checkpoint = Checkpoint.parse(answer.path("note").asString());
    assertThat(checkpoint.isSignedBy(LogKey.parse(answer.path("verifier").asString()))).isTrue();
    assertThat(checkpoint.size()).isEqualTo(answer.path("size").asLong()).isGreaterThan(2);
    assertThat(checkpoint.root().base64()).isEqualTo(answer.path("root").asString());
    assertThat(answer.path("note").asString()).doesNotContain("Kitchen", "Anna");
  }

  @Test
  void an_entry_is_proven_to_be_in_the_tree() {
    JsonNode checkpoint = owner.get("/api/v1/audit/checkpoint").json();
    JsonNode proof = owner.get("/api/v1/audit/entries/2/proof").json();

    assertThat(proof.path("size").asLong()).isEqualTo(checkpoint.path("size").asLong());
    assertThat(
            new InclusionProof(
                    2, proof.path("size").asLong(), hash(proof.path("leaf")), path(proof))
                .leadsTo(hash(checkpoint.path("root"))))
        .isTrue();
  }

  @Test
  void a_later_tree_is_proven_to_have_only_grown() {
    JsonNode before = owner.get("/api/v1/audit/checkpoint").json();
    room("Attic");
    JsonNode after = owner.get("/api/v1/audit/checkpoint").json();

    JsonNode proof =
        owner.get("/api/v1/audit/consistency?from=" + before.path("size").asLong()).json();

    assertThat(
            new ConsistencyProof(
                    proof.path("from").asLong(), proof.path("to").asLong(), path(proof))
                .leads(hash(before.path("root")), hash(after.path("root"))))
        .isTrue();
  }

  private static TreeHash hash(JsonNode base64) {
    return TreeHash.of(Base64.getDecoder().decode(base64.asString()));
  }

  private static List<TreeHash> path(JsonNode proof) {
    List<TreeHash> path = new ArrayList<>();
    proof.path("path").forEach(step -> path.add(hash(step)));
    return path;
  }

  @Test
  void the_journal_is_checked_also_against_a_checkpoint_that_was_kept() {
    String note = owner.get("/api/v1/audit/checkpoint").json().path("note").asString();
    room("Attic");

    JsonNode plain = owner.send("POST", "/api/v1/audit/verify", Optional.empty()).json();
    JsonNode held = owner.post("/api/v1/audit/verify", Map.of("checkpoints", List.of(note))).json();

    assertThat(plain.path("sound").asBoolean()).isTrue();
    assertThat(plain.path("sentence").asString()).contains("as they were written");
    assertThat(held.path("sound").asBoolean()).isTrue();
    Answer foreign =
        owner.post("/api/v1/audit/verify", Map.of("checkpoints", List.of("I was here.")));
    assertThat(foreign.problem()).isEqualTo("not-a-checkpoint");
  }

  @Test
  void a_checkpoint_of_another_journal_does_not_fit() {
    try (TestHub other = new TestHub(folder.resolve("other"))) {
      Browser its = other.owner();
      for (int entries = 0; entries < 2; entries++) {
        its.post("/api/v1/rooms", Map.of("title", "Room " + entries));
      }
      String note = its.get("/api/v1/audit/checkpoint").json().path("note").asString();

      JsonNode report =
          owner.post("/api/v1/audit/verify", Map.of("checkpoints", List.of(note))).json();

      assertThat(report.path("sound").asBoolean()).isFalse();
      assertThat(report.path("findings")).isNotEmpty();
    }
  }

  @Test
  void what_cannot_be_proven_is_said() {
    assertThat(owner.get("/api/v1/audit/entries/4000/proof").problem()).isEqualTo("no-such-proof");
    assertThat(owner.get("/api/v1/audit/entries/last/proof").problem()).isEqualTo("no-such-entry");
    assertThat(owner.get("/api/v1/audit/consistency").problem()).isEqualTo("missing-from");
    assertThat(owner.get("/api/v1/audit/consistency?from=4000").problem())
        .isEqualTo("no-such-proof");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/audit/checkpoint",
    "GET, /api/v1/audit/entries/1/proof",
    "GET, /api/v1/audit/consistency?from=1",
    "POST, /api/v1/audit/verify"
  })
  void who_may_see_who_did_what_may_check_it(String method, String path) {
    Optional<String> none = Optional.empty();

    assertThat(home.browser().send(method, path, none).status()).isEqualTo(401);
    assertThat(home.browserOf("Bea", Role.RESIDENT).send(method, path, none).status())
        .isEqualTo(200);
    assertThat(home.browserOf("Gil", Role.GUEST).send(method, path, none).status()).isEqualTo(403);
  }
}
