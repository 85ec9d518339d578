package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hearthhub.adapter.coap.profile.shelly.ShellyProfile;
import org.hearthhub.adapter.simulator.ShellyModel;
import org.hearthhub.adapter.simulator.SimulatedShelly;
import org.hearthhub.device.CommandOutcome;
import org.hearthhub.device.DeviceLogin;
import org.hearthhub.device.LoginOutcome;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shelly devices that ask for a password before they obey, on real sockets. */
final class ShellyLoginTest extends CoapAdapterTest {
  private static final String MAC = "C45BBE6B1A2C";
  private static final int HTTP = freePort();
  private static final int ANY = 0;
  private static final DeviceLogin RIGHT = new DeviceLogin("anna", "pass:wörd 1");
  private static final DeviceLogin WRONG = new DeviceLogin("anna", "guess");

  private final List<SimulatedShelly> shellies = new ArrayList<>();
  private final List<HttpServer> strangers = new ArrayList<>();

  /** What anybody sent as a login to who is no Shelly. */
  private final List<String> overheard = new CopyOnWriteArrayList<>();

  @Override
  List<CoapProfile> profiles() {
    return List.of(new ShellyProfile(HTTP));
  }

  private static int freePort() {
    try (ServerSocket probe = new ServerSocket(0)) {
      return probe.getLocalPort();
    } catch (IOException noPort) {
      throw new AssertionError(noPort);
    }
  }

  @AfterEach
  void unplug() {
    shellies.forEach(SimulatedShelly::close);
    strangers.forEach(server -> server.stop(0));
  }

  private SimulatedShelly shelly(ShellyModel model, String host, int http) {
    SimulatedShelly shelly =
        new SimulatedShelly(
            model,
            MAC,
            new InetSocketAddress(InetAddress.ofLiteral(host), ANY),
            http,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), adapter.port()));
    shellies.add(shelly);
    return shelly;
  }

  private SimulatedShelly locked(String host) {
    SimulatedShelly plug = shelly(ShellyModel.PLUG, host, HTTP);
    plug.restrictLogin("anna", "pass:wörd 1");
    return plug;
  }

  private DeviceId accepted(SimulatedShelly shelly) {
    shelly.announce();
    return accept(host.offerAt(shelly.address().getPort()));
  }

  private CommandOutcome switchOn(DeviceId plug) {
    return adapter.write(plug, AffordanceName.of("on"), Value.of(true), PATIENCE);
  }

  private static void assertRefused(CommandOutcome outcome, String why) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            CommandOutcome.Refused.class, refused -> assertThat(refused.reason()).contains(why));
  }

  @Test
  void without_a_password_it_is_said_where_to_type_it() {
    DeviceId plug = accepted(locked("127.0.10.1"));

    assertRefused(switchOn(plug), "The Shelly asks for a password. Type it on");
  }

  @Test
  void a_password_that_it_accepts_lets_commands_through() {
    SimulatedShelly locked = locked("127.0.10.2");
    DeviceId plug = accepted(locked);
    assertThat(adapter.usualUser(plug)).contains("admin");

    assertThat(adapter.logIn(plug, RIGHT, PATIENCE)).isInstanceOf(LoginOutcome.Accepted.class);
    host.logins.put(plug, RIGHT);

    assertThat(switchOn(plug)).isInstanceOf(CommandOutcome.Confirmed.class);
    assertThat(locked.passwordsHeard()).isEqualTo(2);
    assertThat(host.reading(plug, "on", Value.of(true))).isNotNull();
  }

  @Test
  void a_wrong_one_is_said_and_changes_nothing() {
    DeviceId plug = accepted(locked("127.0.10.3"));

    assertThat(adapter.logIn(plug, WRONG, PATIENCE))
        .isInstanceOfSatisfying(
            LoginOutcome.Wrong.class,
            wrong ->
                assertThat(wrong.sentence())
                    .startsWith("The Shelly did not accept the password.")
                    .doesNotContain("guess"));
    assertThat(host.valuesSoFar(plug)).doesNotContain(Value.of(true));
  }

  @Test
  void one_that_was_changed_on_the_device_is_said_and_not_sent_over_and_over() {
    SimulatedShelly locked = locked("127.0.10.4");
    DeviceId plug = accepted(locked);
    host.logins.put(plug, WRONG);

    assertRefused(switchOn(plug), "The Shelly did not accept the password. Type it anew");
    assertRefused(switchOn(plug), "The Shelly did not accept the password. Type it anew");
    assertThat(locked.passwordsHeard()).as("for a minute it is not sent again").isEqualTo(1);

    host.logins.put(plug, RIGHT);
    assertThat(switchOn(plug))
        .as("another one at once")
        .isInstanceOf(CommandOutcome.Confirmed.class);
  }

  @Test
  void who_does_not_ask_for_one_is_sent_none() {
    SimulatedShelly open = shelly(ShellyModel.PLUG, "127.0.10.5", HTTP);
    DeviceId plug = accepted(open);
    host.logins.put(plug, RIGHT);

    assertThat(adapter.logIn(plug, RIGHT, PATIENCE)).isInstanceOf(LoginOutcome.NotAsked.class);
    assertThat(switchOn(plug)).isInstanceOf(CommandOutcome.Confirmed.class);
    assertThat(open.passwordsHeard()).isZero();
  }

  @Test
  void what_takes_no_commands_asks_for_no_password() {
    DeviceId door = accepted(shelly(ShellyModel.DOOR, "127.0.10.6", HTTP));

    assertThat(adapter.usualUser(door)).isEmpty();
  }

  @Test
  void one_that_does_not_answer_is_sent_none() {
    SimulatedShelly locked = locked("127.0.10.7");
    DeviceId plug = accepted(locked);
    locked.close();

    assertThat(adapter.logIn(plug, RIGHT, PATIENCE)).isInstanceOf(LoginOutcome.Unreachable.class);
  }

  @Test
  void it_is_not_taken_along_to_where_an_answer_points() throws Exception {
    DeviceId plug = accepted(shelly(ShellyModel.PLUG, "127.0.10.8", ANY));
    stranger("127.0.10.9", HTTP, 200, "", "");
    stranger(
        "127.0.10.8",
        HTTP,
        302,
        "Basic realm=\"shelly\"",
        "http://127.0.10.9:" + HTTP + "/relay/0");

    host.logins.put(plug, RIGHT);
    assertThat(adapter.logIn(plug, RIGHT, PATIENCE)).isInstanceOf(LoginOutcome.Wrong.class);
    assertThat(switchOn(plug)).isInstanceOf(CommandOutcome.Refused.class);

    assertThat(overheard)
        .as("by who asked")
        .isNotEmpty()
        .allMatch(it -> it.startsWith("127.0.10.8"));
  }

  @Test
  void who_asks_for_it_in_another_way_is_sent_none() throws Exception {
    DeviceId plug = accepted(shelly(ShellyModel.PLUG, "127.0.10.10", ANY));
    stranger("127.0.10.10", HTTP, 200, "Digest realm=\"shelly\", nonce=\"1\"", "");
    host.logins.put(plug, RIGHT);

    assertThat(adapter.logIn(plug, RIGHT, PATIENCE)).isInstanceOf(LoginOutcome.NotAsked.class);
    assertRefused(switchOn(plug), "does not allow that");
    assertThat(overheard).isEmpty();
  }

  /**
   * Somebody who speaks HTTP there.
   *
   * @param challenge to whoever comes without a login; empty for none
   * @param elsewhere where it sends whoever comes with one; empty for nowhere
   */
  private void stranger(String at, int port, int status, String challenge, String elsewhere)
      throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral(at), port), 8);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String login = exchange.getRequestHeaders().getFirst("Authorization");
            if (login != null) {
              overheard.add(at + " " + login);
            }
            boolean asks = login == null && !challenge.isEmpty();
            if (asks) {
              exchange.getResponseHeaders().set("WWW-Authenticate", challenge);
            } else if (!elsewhere.isEmpty()) {
              exchange.getResponseHeaders().set("Location", elsewhere);
            }
            exchange.sendResponseHeaders(asks ? 401 : status, -1);
          }
        });
    server.start();
    strangers.add(server);
  }
}
