package org.hearthhub.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.hearthhub.Hub;
import org.hearthhub.vault.LockedVault;
import org.hearthhub.vault.Unlock;
import org.hearthhub.vault.Vault;
import org.hearthhub.web.vault.LockedHome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A home whose store nobody has opened yet. */
class LockedTest {
  private static final String PASSPHRASE = "correct horse battery staple";

  @TempDir Path folder;
  private Waiting home;
  private WebServer web;
  private Browser browser;

  /** A real store, locked until its passphrase comes. */
  private static final class Waiting implements LockedHome, AutoCloseable {
    private final LockedVault locked;
    private final AtomicReference<Optional<Vault>> opened = new AtomicReference<>(Optional.empty());

    Waiting(Path data) {
      Vault.create(data, new Unlock.Passphrase(PASSPHRASE.toCharArray())).close();
      locked = LockedVault.hold(data);
    }

    @Override
    public Instant since() {
      return Instant.parse("2026-07-01T06:00:00Z");
    }

    @Override
    public boolean hasUselessKeyFile() {
      return true;
    }

    @Override
    public boolean isOpening() {
      return opened.get().isPresent();
    }

    @Override
    public void unlock(Unlock secret) {
      opened.set(Optional.of(locked.open(secret)));
    }

    @Override
    public void close() {
      opened.get().ifPresent(Vault::close);
      locked.close();
    }
  }

  @BeforeEach
  void start() {
    home = new Waiting(folder.resolve("data"));
    web =
        WebServer.startLocked(
            home,
            WebSettings.of(folder.resolve("tls"), TestHub.NAME, "0.0.0-test")
                .withDashboard("/test-dashboard")
                .withClock(InstantSource.fixed(Instant.parse("2026-07-01T07:00:00Z"))));
    browser = new Browser(web.localUrl());
  }

  @AfterEach
  void stop() {
    web.close();
    home.close();
  }

  @Test
  void it_says_that_it_is_locked_and_what_opens_it_and_nothing_else() {
    Browser.Answer vault = browser.get("/api/v1/vault");

    assertThat(vault.status()).isEqualTo(200);
    assertThat(vault.json().path("state").asString()).isEqualTo("locked");
    assertThat(vault.json().path("opensWith").get(0).asString()).isEqualTo("passphrase");
    assertThat(vault.json().path("reason").asString())
        .startsWith("There is a key file in its usual place, but it does not open this home.")
        .doesNotContain(folder.toString());
    assertThat(browser.get("/health").body()).isEqualTo("{\"status\":\"locked\"}");
  }

  @Test
  void the_page_is_served() {
    assertThat(browser.get("/", "Accept", "text/html").status()).isEqualTo(200);
    assertThat(browser.get("/openapi.yaml").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/session",
        "/api/v1/devices",
        "/api/v1/events",
        "/things",
        "/.well-known/wot",
        "/no"
      })
  void everything_else_is_locked(String path) {
    Browser.Answer answer = browser.get(path);

    assertThat(answer.status()).isEqualTo(423);
    assertThat(answer.problem()).isEqualTo("hub-locked");
    assertThat(answer.sentence()).contains("hearth unlock");
  }

  @Test
  void a_wrong_passphrase_opens_nothing() {
    Browser.Answer answer = unlock("wrong");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).doesNotContain("\"wrong\"");
    assertThat(browser.get("/api/v1/vault").json().path("state").asString()).isEqualTo("locked");
  }

  @Test
  void who_guesses_has_to_wait() {
    for (int tries = 0; tries < 5; tries++) {
      assertThat(unlock("guess " + tries).status()).isEqualTo(403);
    }

    Browser.Answer sixth = unlock(PASSPHRASE);

    assertThat(sixth.status()).isEqualTo(429);
    assertThat(sixth.header("Retry-After")).isNotEmpty();
  }

  @Test
  void a_body_that_is_none_is_not_a_guess() {
    for (int tries = 0; tries < 6; tries++) {
      assertThat(browser.post("/api/v1/unlock", "{}").status()).isEqualTo(400);
    }

    assertThat(unlock(PASSPHRASE).status()).isEqualTo(200);
  }

  @Test
  void a_foreign_page_cannot_try() {
    Browser.Answer answer = browser.post("/api/v1/unlock", "{}", "Origin", "https://evil.example");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.problem()).isEqualTo("foreign-origin");
  }

  @Test
  void the_passphrase_opens_it_and_the_same_addresses_serve_the_home() {
    Browser.Answer unlocked = unlock(PASSPHRASE);

    assertThat(unlocked.status()).isEqualTo(200);
    assertThat(unlocked.json().path("state").asString()).isEqualTo("opening");
    assertThat(unlocked.header("Cache-Control")).isEqualTo("no-store");
    assertThat(browser.get("/api/v1/session").status()).isEqualTo(423);

    Vault vault = home.opened.get().orElseThrow();
    try (Hub hub = new Hub(vault, InstantSource.system(), List.of(), code -> {})) {
      hub.start();
      web.serve(hub);

      assertThat(browser.get("/health").body()).isEqualTo("{\"status\":\"up\"}");
      assertThat(browser.get("/api/v1/session").json().path("setup").asString())
          .isEqualTo("needed");
      assertThat(browser.get("/api/v1/devices").status()).isEqualTo(401);
    }
  }

  private Browser.Answer unlock(String passphrase) {
    return browser.post("/api/v1/unlock", Map.of("passphrase", passphrase));
  }
}
