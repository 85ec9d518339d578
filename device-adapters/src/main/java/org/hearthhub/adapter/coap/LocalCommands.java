package org.hearthhub.adapter.coap;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.hearthhub.adapter.coap.format.ContentFormat;
import org.hearthhub.adapter.coap.format.Payload;
import org.hearthhub.device.AdapterHost;
import org.hearthhub.device.DeviceLogin;
import org.hearthhub.device.LoginOutcome;
import org.hearthhub.problem.Refused;
import org.hearthhub.problem.Unavailable;
import org.hearthhub.thing.DeviceId;

/**
 * Commands over a device's own HTTP, with its user and its password where it asks for them: never
 * unasked, nowhere but where it was heard from last, and not again for a while after it did not
 * accept them. Thread-safe; blocks.
 */
final class LocalCommands {
  private static final Duration HOLDS_BACK = Duration.ofMinutes(1);
  private static final int MOST_REFUSED = 1_000;
  private static final Payload NO_QUERY = new Payload(ContentFormat.NONE, new byte[0]);

  private final LocalHttp http;
  private final AdapterHost host;

  /** Logins that were not accepted, by their device; the latest last. */
  private final Map<DeviceId, Rejected> rejected =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<DeviceId, Rejected> eldest) {
          return size() > MOST_REFUSED;
        }
      };

  private record Rejected(DeviceLogin login, long nanos) {}

  LocalCommands(LocalHttp http, AdapterHost host) {
    this.http = http;
    this.host = host;
  }

  /** Under which user it asks for a password; empty for one that takes no commands so. */
  static Optional<String> usualUser(Attachment device) {
    return path(device).isPresent() && device.profile() instanceof LoginDialect dialect
        ? Optional.of(dialect.usualUser())
        : Optional.empty();
  }

  /** What can be asked without changing anything: the place of a command, without the command. */
  private static Optional<String> path(Attachment device) {
    return device.link().controls().stream()
        .filter(control -> control.method() == Control.Method.HTTP_GET)
        .map(Control::path)
        .findFirst();
  }

  /**
   * @throws Refused if it asks for a password, and none is kept or it does not accept that one
   * @throws Unavailable if it does not answer in time
   */
  Answer command(Attachment device, Control control, Payload query, Duration patience) {
    long begun = System.nanoTime();
    LocalHttp.Said said = ask(device, control.path(), query, Optional.empty(), patience);
    if (!said.asksForPassword()) {
      return said.answer();
    }
    DeviceLogin login = host.login(device.id()).orElseThrow(() -> wanted(device));
    if (isHeldBack(device.id(), login)) {
      throw wrong(device);
    }
    Duration left = patience.minusNanos(System.nanoTime() - begun);
    LocalHttp.Said then = ask(device, control.path(), query, Optional.of(login), left);
    settle(device.id(), login, !then.asksForPassword());
    if (then.asksForPassword()) {
      throw wrong(device);
    }
    return then.answer();
  }

  /** Finds out whether it accepts that, whatever became of another one before. */
  LoginOutcome logIn(Attachment device, DeviceLogin login, Duration patience) {
    long begun = System.nanoTime();
    Optional<String> path = path(device);
    if (path.isEmpty()) {
      return new LoginOutcome.NotAsked("It takes no commands, so it asks for no password.");
    }
    try {
      Duration each = patience.dividedBy(2);
      if (!ask(device, path.get(), NO_QUERY, Optional.empty(), each).asksForPassword()) {
        return new LoginOutcome.NotAsked(
            "The "
                + called(device)
                + " asks for no password now: none was sent to it, and none is kept.");
      }
      LocalHttp.Said then = ask(device, path.get(), NO_QUERY, Optional.of(login), each);
      if (!then.answer().ok()) {
        return new LoginOutcome.Wrong(
            "The " + called(device) + " did not accept the password. Nothing was kept.");
      }
      settle(device.id(), login, true);
      return new LoginOutcome.Accepted("The " + called(device) + " accepted the password.");
    } catch (Unavailable silent) {
      return new LoginOutcome.Unreachable(Duration.ofNanos(System.nanoTime() - begun));
    }
  }

  private LocalHttp.Said ask(
      Attachment device,
      String path,
      Payload query,
      Optional<DeviceLogin> login,
      Duration patience) {
    return http.get(device.link().at().host(), path, query, login, patience);
  }

  private synchronized boolean isHeldBack(DeviceId device, DeviceLogin login) {
    Rejected before = rejected.get(device);
    return before != null
        && before.login().equals(login)
        && System.nanoTime() - before.nanos() < HOLDS_BACK.toNanos();
  }

  private synchronized void settle(DeviceId device, DeviceLogin login, boolean accepted) {
    rejected.remove(device);
    if (!accepted) {
      rejected.put(device, new Rejected(login, System.nanoTime()));
    }
  }

  private static Refused wanted(Attachment device) {
    return new Refused(
        Refused.Reason.NOT_ALLOWED,
        "password-wanted",
        "The " + called(device) + " asks for a password. Type it on this device's page in Hearth.");
  }

  private static Refused wrong(Attachment device) {
    return new Refused(
        Refused.Reason.NOT_ALLOWED,
        "wrong-password",
        "The "
            + called(device)
            + " did not accept the password. Type it anew on this device's page in Hearth.");
  }

  private static String called(Attachment device) {
    return device.profile() instanceof LoginDialect dialect ? dialect.calledByPeople() : "device";
  }
}
