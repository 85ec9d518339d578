package org.hearthhub.access;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hearthhub.SteppedClock;
import org.hearthhub.audit.Audit;
import org.hearthhub.audit.AuditEntry;
import org.hearthhub.event.EventBus;
import org.hearthhub.event.HomeEvent;
import org.hearthhub.home.Home;
import org.hearthhub.thing.Actor;
import org.hearthhub.vault.Unlock;
import org.hearthhub.vault.Vault;

/** The rooms below the devices on a real vault in a temporary folder. */
public final class GivenHome implements AutoCloseable {
  public static final String PASSWORD = "correct horse";

  public final List<HomeEvent> heard = new CopyOnWriteArrayList<>();
  public final List<String> announced = new CopyOnWriteArrayList<>();
  public final SteppedClock clock;
  public final Vault vault;
  public final EventBus bus = new EventBus();
  public final Audit audit;
  public final Residents residents;
  public final Policy policy;
  public final Deeds deeds;
  public final SetupCode setupCode;
  public final Sessions sessions;
  public final Household household;
  public final Home home;

  /** Makes the vault in the folder, or opens the one that is there. */
  public GivenHome(Path folder, SteppedClock clock) {
    this.clock = clock;
    Path data = folder.resolve("data");
    var key = new Unlock.KeyFile(folder.resolve("key"));
    vault = Vault.exists(data) ? Vault.open(data, key) : Vault.create(data, key);
    bus.subscribe(heard::add);
    audit = new Audit(vault, bus, clock);
    residents = new Residents(vault.records());
    policy = new Policy(residents);
    deeds = new Deeds(policy, residents, audit, device -> "A device");
    setupCode = new SetupCode(clock, announced::add);
    sessions = new Sessions(vault.records(), residents, deeds, clock);
    household = new Household(residents, setupCode, sessions, vault, deeds, clock);
    home = new Home(vault.records(), bus, deeds);
  }

  /** Lets somebody in without asking anybody; the password is {@link #PASSWORD}. */
  public Resident givenPerson(String name, Role role) {
    return residents.add(name, PASSWORD.toCharArray(), role);
  }

  public Actor givenActor(String name, Role role) {
    return new Actor.Person(givenPerson(name, role).id());
  }

  public AuditEntry lastEntry() {
    return audit.latest(1, Long.MAX_VALUE).getFirst();
  }

  @Override
  public void close() {
    vault.close();
  }
}
