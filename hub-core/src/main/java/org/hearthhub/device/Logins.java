package org.hearthhub.device;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.hearthhub.access.Deeds;
import org.hearthhub.access.Right;
import org.hearthhub.access.Throttle;
import org.hearthhub.audit.AuditEntry;
import org.hearthhub.problem.NotFound;
import org.hearthhub.problem.Refused;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.DeviceId;

/**
 * Users and passwords of devices that ask for them before they obey. A password is tried before it
 * is kept, kept in the vault only, and forgotten with its device. Thread-safe.
 */
public final class Logins {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int FREE_TRIES = 3;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final int MOST_TRIED = 1_000;

  private final Adapters adapters;
  private final DeviceRegistry devices;
  private final CredentialStore keys;
  private final Deeds deeds;
  private final InstantSource clock;
  private final Throttle throttle;

  public Logins(
      Adapters adapters,
      DeviceRegistry devices,
      CredentialStore keys,
      Deeds deeds,
      InstantSource clock) {
    this.adapters = adapters;
    this.devices = devices;
    this.keys = keys;
    this.deeds = deeds;
    this.clock = clock;
    throttle = new Throttle(clock, FREE_TRIES, LONGEST_WAIT, MOST_TRIED);
  }

  /**
   * How a device stands.
   *
   * @param user under which it is asked, or most of its kind are
   * @param kept whether a password of it is kept here
   */
  public record Standing(String user, boolean kept) {}

  /**
   * Empty for a device that never asks for a password.
   *
   * @throws NotFound if there is no such device
   */
  public Optional<Standing> of(DeviceId id) {
    Device device = devices.get(id);
    Optional<DeviceLogin> kept = keys.login(id);
    return usualUser(device)
        .map(usual -> new Standing(kept.map(DeviceLogin::user).orElse(usual), kept.isPresent()));
  }

  /**
   * Tries a user and a password at a device, and keeps them if it accepts them. Blocks until it is
   * known, at most ten seconds.
   *
   * @param user empty for the one that most devices of its kind have
   * @throws NotFound if there is no such device
   * @throws Refused if the actor may not, or the device asks for no password
   * @throws org.hearthhub.problem.Invalid if that can be no user or no password
   * @throws org.hearthhub.problem.TooMuch after too many wrong ones; says how long to wait
   */
  public LoginOutcome keep(Actor actor, DeviceId id, Optional<String> user, String password) {
    Device device = devices.get(id);
    AuditEntry deed = mayManage(actor, device);
    Adapter adapter = adapters.named(device.adapter()).orElseThrow(Logins::notOffered);
    String usual = usualUser(device).orElseThrow(Logins::notOffered);
    DeviceLogin login = new DeviceLogin(user.map(String::strip).orElse(usual), password);
    throttle.attempt(id.toString());
    LoginOutcome outcome = adapter.logIn(id, login, PATIENCE);
    switch (outcome) {
      case LoginOutcome.Accepted(String sentence) -> {
        throttle.forget(id.toString());
        keys.keepLogin(id, login, clock.instant());
        if (devices.find(id).isEmpty()) {
          keys.forgetLogin(id); // it was removed meanwhile
        }
        deeds.write(deed.because(sentence));
      }
      case LoginOutcome.Wrong(String sentence) ->
          deeds.write(deed.outcome(AuditEntry.Outcome.REFUSED).because(sentence));
      case LoginOutcome.NotAsked(String sentence) -> {
        throttle.forget(id.toString());
        deeds.write(deed.outcome(AuditEntry.Outcome.REFUSED).because(sentence));
      }
      case LoginOutcome.Unreachable _ -> {
        throttle.forget(id.toString());
        deeds.write(
            deed.outcome(AuditEntry.Outcome.UNREACHABLE)
                .because("It did not answer, so its password was not tried."));
      }
    }
    return outcome;
  }

  /**
   * Forgets the password of a device, where one is kept.
   *
   * @throws NotFound if there is no such device
   * @throws Refused if the actor may not
   */
  public void forget(Actor actor, DeviceId id) {
    AuditEntry deed = mayManage(actor, devices.get(id));
    if (keys.forgetLogin(id)) {
      deeds.write(deed.because("Its password was forgotten."));
    }
  }

  private Optional<String> usualUser(Device device) {
    return adapters.named(device.adapter()).flatMap(adapter -> adapter.usualUser(device.id()));
  }

  private AuditEntry mayManage(Actor actor, Device device) {
    AuditEntry deed =
        deeds.by(actor, AuditEntry.Action.CHANGE_LOGIN).about(device.id(), device.title());
    deeds.require(new Right.ManageDevices(), deed);
    return deed;
  }

  private static Refused notOffered() {
    return new Refused(
        Refused.Reason.NOT_OFFERED,
        "no-login",
        "Devices of this kind ask for no password, so none can be kept for it.");
  }
}
