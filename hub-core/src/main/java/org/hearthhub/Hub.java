package org.hearthhub;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.hearthhub.access.Deeds;
import org.hearthhub.access.Household;
import org.hearthhub.access.KeyKeeping;
import org.hearthhub.access.Policy;
import org.hearthhub.access.Residents;
import org.hearthhub.access.Sessions;
import org.hearthhub.access.SetupCode;
import org.hearthhub.audit.Audit;
import org.hearthhub.backup.Backups;
import org.hearthhub.device.Adapter;
import org.hearthhub.device.Adapters;
import org.hearthhub.device.Commands;
import org.hearthhub.device.CredentialStore;
import org.hearthhub.device.Device;
import org.hearthhub.device.DeviceRegistry;
import org.hearthhub.device.Diagnostics;
import org.hearthhub.device.Inbox;
import org.hearthhub.device.Logins;
import org.hearthhub.device.Natures;
import org.hearthhub.device.Pairing;
import org.hearthhub.event.EventBus;
import org.hearthhub.history.History;
import org.hearthhub.history.HomeClock;
import org.hearthhub.home.Home;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.vault.RecordStore;
import org.hearthhub.vault.Vault;

/** Wires the rooms of one home together; starts and stops them. Thread-safe. */
public final class Hub implements AutoCloseable {
  private final Vault vault;
  private final HomeClock clock;
  private final EventBus bus = new EventBus();
  private final Audit audit;
  private final History history;
  private final Residents residents;
  private final Policy policy;
  private final Deeds deeds;
  private final SetupCode setupCode;
  private final Sessions sessions;
  private final Household household;
  private final KeyKeeping keyKeeping;
  private final Home home;
  private final Adapters adapters;
  private final CredentialStore keys;
  private final DeviceRegistry devices;
  private final Natures natures;
  private final Inbox inbox;
  private final Pairing pairing;
  private final Logins logins;
  private final Commands commands;
  private final Backups backups;
  private final Chores chores;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Opens every room on an open vault; adapters are not started yet.
   *
   * @param machineClock the machine's, which may be wrong; see {@link HomeClock}
   * @param announceSetupCode told each setup code while no owner exists; the first one when {@link
   *     SetupCode#announce} is called
   */
  public Hub(
      Vault vault,
      InstantSource machineClock,
      List<Adapter> adapters,
      Consumer<String> announceSetupCode) {
    this.vault = vault;
    this.clock = new HomeClock(machineClock, vault);
    RecordStore records = vault.records();
    audit = new Audit(vault, bus, clock);
    residents = new Residents(records);
    policy = new Policy(residents);
    deeds = new Deeds(policy, residents, audit, this::titleOf);
    setupCode = new SetupCode(clock, announceSetupCode);
    sessions = new Sessions(records, residents, deeds, clock);
    household = new Household(residents, setupCode, sessions, vault, deeds, clock);
    keyKeeping = new KeyKeeping(vault, deeds, bus, clock);
    home = new Home(records, bus, deeds);
    history = new History(vault, clock, home::timeZone, deeds);
    this.adapters = new Adapters(adapters);
    try {
      keys = new CredentialStore(records);
      devices = new DeviceRegistry(records, this.adapters, keys, history, home, deeds, bus, clock);
      natures = new Natures(devices, history);
      history.describedBy(natures::of);
      inbox = new Inbox(records, this.adapters, devices, home, deeds, bus, clock);
      backups = new Backups(vault, bus, clock, home::timeZone, deeds);
      pairing = new Pairing(this.adapters, inbox, devices, keys, deeds, bus, clock);
      logins = new Logins(this.adapters, devices, keys, deeds, clock);
      commands = new Commands(records, this.adapters, devices, deeds, clock);
      chores =
          new Chores(
              List.of(
                  this::lookAtClock,
                  vault::wipeWhatIsOwed,
                  inbox::expire,
                  pairing::expire,
                  commands::tellLost,
                  setupCode::renew,
                  sessions::purge));
    } catch (RuntimeException damaged) {
      history.close();
      throw damaged;
    }
  }

  /**
   * Starts the adapters, then attaches the known devices.
   *
   * @throws org.hearthhub.problem.Problem if one of the adapters cannot start, for example because
   *     its port is taken; then none runs
   */
  public void start() {
    lookAtClock();
    adapters.start(devices, inbox, keys, clock);
    devices.attachAll();
    commands.tellLost();
    chores.start();
    backups.start();
  }

  public EventBus events() {
    return bus;
  }

  public Home home() {
    return home;
  }

  public Residents residents() {
    return residents;
  }

  public Household household() {
    return household;
  }

  /** What people do with the keys of the vault. */
  public KeyKeeping keys() {
    return keyKeeping;
  }

  public Sessions sessions() {
    return sessions;
  }

  public SetupCode setupCode() {
    return setupCode;
  }

  public Policy policy() {
    return policy;
  }

  public DeviceRegistry devices() {
    return devices;
  }

  /** What properties are over time. */
  public Natures natures() {
    return natures;
  }

  public Inbox inbox() {
    return inbox;
  }

  /** What finding devices met so far; for who may manage devices. */
  public Diagnostics diagnostics() {
    return adapters.diagnostics(clock.instant());
  }

  public Pairing pairing() {
    return pairing;
  }

  /** Passwords of devices that ask for one. */
  public Logins logins() {
    return logins;
  }

  public Commands commands() {
    return commands;
  }

  public History history() {
    return history;
  }

  public Audit audit() {
    return audit;
  }

  public Backups backups() {
    return backups;
  }

  public Vault vault() {
    return vault;
  }

  /** What to call an actor in the audit journal and on pages. */
  public String nameOf(Actor actor) {
    return deeds.nameOf(actor);
  }

  /**
   * Ends commands, stops adapters, commits what waits; the vault stays open and belongs to the
   * caller. Closing twice does nothing.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      chores.close();
      backups.close();
      pairing.close();
      commands.close();
      adapters.close();
      history.close();
      clock.close(deeds::clockWasWrong);
    }
  }

  /** The home's clock, which goes on where the machine's is wrong. */
  public HomeClock clock() {
    return clock;
  }

  private void lookAtClock() {
    clock.tick(deeds::clockWasWrong);
  }

  private String titleOf(DeviceId device) {
    return devices.find(device).map(Device::title).orElse("A device that was removed");
  }
}
