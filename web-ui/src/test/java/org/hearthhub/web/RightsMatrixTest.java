package org.hearthhub.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hearthhub.access.Role;
import org.hearthhub.home.Room;
import org.hearthhub.thing.Actor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who may what, operation by operation of the contract: whoever may not is refused, with what would
 * do if they might, and whoever may is not. An operation without a line here fails.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightsMatrixTest {
  /** Each may what those above may. */
  private enum Caller {
    MACHINE,
    OWNER,
    RESIDENT,
    GUEST,
    APP,
    NOBODY
  }

  private static final String KEEP = "{\"raw\":\"forever\",\"rollUps\":\"forever\"}";

  /** Operation, the least of those who may, and what to ask for it with; nothing for a GET. */
  private static final Map<String, Line> LINES = lines();

  /**
   * @param path what exists, so that nobody is refused for naming nothing
   */
  private record Line(Caller least, String path, String body) {}

  private static Map<String, Line> lines() {
    Map<String, Line> lines = new TreeMap<>();
    // What a browser and a stranger need to get in, and a description without anything of the home.
    for (String open :
        Set.of(
            "GET /.well-known/wot",
            "GET /api/v1/session",
            "GET /api/v1/vault",
            "GET /health",
            "GET /openapi.yaml",
            // Whoever holds the random number of a command has it from the hub.
            "GET /api/v1/commands/{ticket}",
            "POST /api/v1/setup",
            "POST /api/v1/session")) {
      put(lines, Caller.NOBODY, open, "{}");
    }
    for (String read :
        Set.of(
            "GET /api/v1/devices",
            "GET /api/v1/devices/{id}",
            "GET /api/v1/events",
            "GET /api/v1/export",
            "GET /api/v1/history",
            "GET /api/v1/retention",
            "GET /api/v1/rooms",
            "GET /api/v1/storage",
            "GET /things",
            "GET /things/{id}",
            "GET /things/{id}/events",
            "GET /things/{id}/events/{name}",
            "GET /things/{id}/events/{name}/history",
            "GET /things/{id}/properties",
            "GET /things/{id}/properties/{name}",
            "GET /things/{id}/properties/{name}/history")) {
      put(lines, Caller.GUEST, read, "");
    }
    // Whoever is not signed in is signed out already.
    put(lines, Caller.NOBODY, "DELETE /api/v1/session", "");
    put(lines, Caller.GUEST, "POST /api/v1/password", "{\"old\":\"wrong one\",\"new\":\"no\"}");

    put(lines, Caller.RESIDENT, "GET /api/v1/activity", "");
    put(lines, Caller.RESIDENT, "GET /api/v1/audit/checkpoint", "");
    put(lines, Caller.RESIDENT, "GET /api/v1/audit/consistency", "");
    put(lines, Caller.RESIDENT, "GET /api/v1/audit/entries/{n}/proof", "");
    put(lines, Caller.RESIDENT, "POST /api/v1/audit/verify", "{}");
    put(lines, Caller.RESIDENT, "POST /api/v1/unlock", "{\"passphrase\":\"12345\"}");
    put(lines, Caller.RESIDENT, "PUT /things/{id}/properties", "{\"on\":true}");
    put(lines, Caller.RESIDENT, "PUT /things/{id}/properties/{name}", "true");
    put(lines, Caller.RESIDENT, "POST /things/{id}/actions/{name}", "{}");

    for (String read :
        Set.of(
            "GET /api/v1/backups",
            "GET /api/v1/backups/plan",
            "GET /api/v1/backups/{id}/file",
            "GET /api/v1/devices/{id}/login",
            "GET /api/v1/diagnostics/discovery",
            "GET /api/v1/ignored",
            "GET /api/v1/inbox",
            "GET /api/v1/keys",
            "GET /api/v1/paired",
            "GET /api/v1/pairing",
            "GET /api/v1/scan",
            "GET /api/v1/verify",
            "DELETE /api/v1/devices/{id}",
            "DELETE /api/v1/devices/{id}/login",
            "DELETE /api/v1/devices/{id}/past",
            "DELETE /api/v1/ignored/{id}",
            "DELETE /api/v1/inbox/{id}",
            "DELETE /api/v1/keys/{id}",
            "DELETE /api/v1/paired/{adapter}/{peer}",
            "DELETE /api/v1/pairing",
            "DELETE /api/v1/retention/{id}",
            "DELETE /api/v1/retention/{id}/{name}",
            "DELETE /api/v1/rooms/{id}",
            "DELETE /api/v1/scan")) {
      put(lines, Caller.OWNER, read, "");
    }
    put(lines, Caller.OWNER, "PATCH /api/v1/devices/{id}", "{\"title\":\"Mine\"}");
    put(lines, Caller.OWNER, "PATCH /api/v1/devices/{id}/properties/{name}", "{\"unit\":\"Cel\"}");
    put(lines, Caller.OWNER, "PATCH /api/v1/rooms/{id}", "{\"title\":\"Mine\"}");
    put(lines, Caller.OWNER, "PATCH /api/v1/vault", "{\"autoUnlock\":\"all\"}");
    put(lines, Caller.OWNER, "POST /api/v1/backups", "{}");
    put(lines, Caller.OWNER, "POST /api/v1/backups/{id}/verify", "{}");
    put(lines, Caller.OWNER, "POST /api/v1/devices/{id}/pair", "{\"secret\":\"12345678\"}");
    put(lines, Caller.OWNER, "POST /api/v1/inbox", "{\"address\":\"127.0.0.1\"}");
    put(lines, Caller.OWNER, "POST /api/v1/inbox/{id}/accept", "{}");
    put(lines, Caller.OWNER, "POST /api/v1/inbox/{id}/pair", "{\"secret\":\"12345678\"}");
    put(
        lines,
        Caller.OWNER,
        "POST /api/v1/keys",
        "{\"kind\":\"passphrase\",\"passphrase\":\"correct horse\",\"label\":\"\"}");
    put(lines, Caller.OWNER, "POST /api/v1/keys/rotate", "{}");
    put(lines, Caller.OWNER, "POST /api/v1/keys/{id}/prove", "{\"path\":\"/nowhere\"}");
    put(lines, Caller.OWNER, "POST /api/v1/keys/{id}/rotate", "{\"path\":\"/nowhere\"}");
    put(lines, Caller.OWNER, "POST /api/v1/lock", "{}");
    put(lines, Caller.OWNER, "POST /api/v1/pairing", "{}");
    put(
        lines,
        Caller.OWNER,
        "POST /api/v1/pairing/expected",
        "{\"name\":\"plug\",\"secret\":\"12345678\"}");
    put(lines, Caller.OWNER, "POST /api/v1/rooms", "{\"title\":\"Mine\"}");
    put(lines, Caller.OWNER, "POST /api/v1/scan", "{\"subnet\":\"192.168.77.0/30\"}");
    put(lines, Caller.OWNER, "POST /api/v1/verify", "{}");
    put(lines, Caller.OWNER, "PUT /api/v1/backups/plan", "{}");
    put(lines, Caller.OWNER, "PUT /api/v1/devices/{id}/login", "{\"password\":\"12345678\"}");
    put(
        lines,
        Caller.OWNER,
        "PUT /api/v1/retention",
        "{\"raw\":\"forever\",\"rollUps\":\"forever\",\"cap\":null}");
    put(lines, Caller.OWNER, "PUT /api/v1/retention/{id}", KEEP);
    put(lines, Caller.OWNER, "PUT /api/v1/retention/{id}/{name}", KEEP);

    put(
        lines,
        Caller.MACHINE,
        "POST /api/v1/password/reset",
        "{\"name\":\"Anna\",\"new\":\"another horse\"}");
    return lines;
  }

  private static void put(Map<String, Line> lines, Caller least, String operation, String body) {
    lines.put(operation, new Line(least, operation.substring(operation.indexOf(' ') + 1), body));
  }

  @TempDir static Path folder;
  private TestHub home;
  private final Map<Caller, Browser> browsers = new EnumMap<>(Caller.class);
  private String device = "";
  private String waiting = "";
  private String room = "";
  private String ignored = "";

  @BeforeAll
  void a_home_with_one_of_each() {
    home = new TestHub(folder);
    device = home.lamp().toString();
    home.adapter.see("lamp-3", Samples.lamp("A third"));
    home.hub.inbox().ignore(new Actor.Operator(), home.hub.inbox().entries().getFirst().id());
    ignored = home.hub.inbox().ignored().getFirst().id().toString();
    home.adapter.see("lamp-2", Samples.lamp("Another"));
    waiting = home.hub.inbox().entries().getFirst().id().toString();
    Room made = home.hub.home().addRoom(new Actor.Operator(), "Hall");
    room = made.id().toString();
    browsers.put(Caller.OWNER, home.browserOf("Anna", Role.OWNER));
    browsers.put(Caller.RESIDENT, home.browserOf("Rita", Role.RESIDENT));
    browsers.put(Caller.GUEST, home.browserOf("Gus", Role.GUEST));
    browsers.put(Caller.NOBODY, home.browser());
  }

  @AfterAll
  void stop() {
    home.close();
  }

  @Test
  void every_operation_of_the_contract_has_its_line() {
    assertThat(LINES.keySet())
        .isEqualTo(Contract.operations(home.browser().get("/openapi.yaml").body()));
  }

  static Stream<String> operations() {
    return new TreeSet<>(LINES.keySet()).stream();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void who_may_not_is_refused_and_who_may_is_not(String operation) throws Exception {
    Line line = Objects.requireNonNull(LINES.get(operation));
    String method = operation.substring(0, operation.indexOf(' '));
    for (Caller caller : Caller.values()) {
      if (caller == Caller.MACHINE) {
        continue; // by the socket in the data folder, which the command line's tests use
      }
      boolean may = caller.compareTo(line.least()) <= 0;
      int status = status(caller, may, method, line);
      if (may) {
        assertThat(status).as("%s by %s", operation, caller).isNotIn(401, 403);
      } else if (caller == Caller.NOBODY || caller == Caller.APP) {
        assertThat(status).as("%s by %s", operation, caller).isEqualTo(401);
      } else {
        assertThat(status).as("%s by %s", operation, caller).isEqualTo(403);
      }
    }
  }

  /** Of those who may nothing is to be removed. */
  private static String nothing(String path) {
    return path.replaceAll("\\{[^}]*}", "none");
  }

  private String real(String path) {
    String id =
        path.startsWith("/api/v1/inbox")
            ? waiting
            : path.startsWith("/api/v1/rooms")
                ? room
                : path.startsWith("/api/v1/ignored") ? ignored : "1";
    boolean ofDevice =
        path.startsWith("/things")
            || path.startsWith("/api/v1/devices")
            || path.startsWith("/api/v1/retention");
    return path.replace("{id}", ofDevice ? device : id)
        .replace("/actions/{name}", "/actions/fade")
        .replace("/events/{name}", "/events/pressed")
        .replace("{name}", "on")
        .replaceAll("\\{[^}]*}", "1");
  }

  private int status(Caller caller, boolean may, String method, Line line)
      throws IOException, InterruptedException {
    String path = may ? nothing(line.path()) : real(line.path());
    Browser browser = browser(caller, path);
    HttpRequest.Builder request = browser.request(path);
    if (caller == Caller.APP) {
      // With an owner's cookie beside it, which does not count then.
      request.header("Authorization", "Bearer that-nobody-granted");
    }
    boolean reads = method.equals("GET");
    if (!reads) {
      request.header("Origin", browser.base());
    }
    String body = may && path.equals("/api/v1/unlock") ? "{}" : line.body(); // a wrong one is a 403
    boolean hasBody = !reads && !body.isEmpty();
    if (hasBody) {
      request.header("Content-Type", "application/json");
    }
    request.method(
        method,
        hasBody ? HttpRequest.BodyPublishers.ofString(body) : HttpRequest.BodyPublishers.noBody());
    // Streams have no end: the status is enough.
    HttpResponse<InputStream> answer =
        browser.client().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    answer.body().close();
    return answer.statusCode();
  }

  /** Whoever signs out needs another session afterwards. */
  private Browser browser(Caller caller, String path) {
    if (caller == Caller.APP) {
      return Objects.requireNonNull(browsers.get(Caller.OWNER));
    }
    if (path.equals("/api/v1/session") && caller != Caller.NOBODY) {
      return home.browser()
          .with(
              home.hub
                  .sessions()
                  .begin(
                      home.hub.residents().all().stream()
                          .filter(person -> person.role().name().equals(caller.name()))
                          .findFirst()
                          .orElseThrow())
                  .token());
    }
    return Objects.requireNonNull(browsers.get(caller));
  }
}
