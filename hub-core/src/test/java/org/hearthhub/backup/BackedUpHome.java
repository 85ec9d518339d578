package org.hearthhub.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.hearthhub.SteppedClock;
import org.hearthhub.audit.Audit;
import org.hearthhub.audit.AuditEntry;
import org.hearthhub.event.EventBus;
import org.hearthhub.history.History;
import org.hearthhub.history.Past;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.Value;
import org.hearthhub.vault.Collection;
import org.hearthhub.vault.Fields;
import org.hearthhub.vault.Tier;
import org.hearthhub.vault.Unlock;
import org.hearthhub.vault.Vault;

/** A home with a vault, a past, an activity journal and backups, all of them real. */
final class BackedUpHome implements AutoCloseable {
  static final String PASSPHRASE = "correct horse battery";
  static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  static final AffordanceName COUNT = AffordanceName.of("count");
  static final Instant START = Instant.parse("2026-02-28T10:00:00Z");
  static final Actor OWNER = new Actor.Operator();

  final Path temp;
  final Path folder;
  final Path shelf;
  final SteppedClock clock;
  final Vault vault;
  final Audit audit;
  final EventBus bus = new EventBus();
  final History history;
  final Backups backups;

  /** What was decided and written down, in words. */
  final List<String> deeds = new ArrayList<>();

  private BackedUpHome(Path temp, Vault vault, SteppedClock clock) {
    this.temp = temp;
    this.folder = vault.folder();
    this.shelf = temp.resolve("shelf");
    this.clock = clock;
    this.vault = vault;
    this.audit = new Audit(vault, bus, clock);
    this.history = new History(vault, clock);
    this.backups =
        new Backups(
            vault,
            bus,
            clock,
            () -> BERLIN,
            new BackupWitness() {
              @Override
              public void mayManageBackups(Actor actor, Deed deed) {
                // an operator may everything
              }

              @Override
              public void managedBackups(Actor actor, Deed deed, boolean done, String remark) {
                synchronized (deeds) {
                  deeds.add(deed + (done ? " done: " : " failed: ") + remark);
                  deeds.notifyAll();
                }
              }
            });
  }

  static Unlock passphrase() {
    return passphrase(PASSPHRASE);
  }

  static Unlock passphrase(String text) {
    return new Unlock.Passphrase(text.toCharArray());
  }

  static Unlock keyFile(Path temp) {
    return new Unlock.KeyFile(temp.resolve("key"));
  }

  /** Opened by a key file, as a hub starts by itself, and by the owner's passphrase. */
  static BackedUpHome made(Path temp) throws IOException {
    SteppedClock clock = new SteppedClock();
    Vault vault = Vault.create(temp.resolve("data"), keyFile(temp), clock);
    vault.slots().add(passphrase(), Set.of(Tier.OPERATING, Tier.HISTORY), "");
    Files.createDirectories(temp.resolve("shelf"));
    return new BackedUpHome(temp, vault, clock);
  }

  static BackedUpHome opened(Path temp, Unlock unlock, SteppedClock clock) {
    return new BackedUpHome(temp, Vault.open(temp.resolve("data"), unlock, clock), clock);
  }

  BackedUpHome planned() {
    backups.change(OWNER, new BackupPlan(Optional.of(shelf), Optional.empty(), KeepRule.USUAL));
    return this;
  }

  BackedUpHome plannedDaily(LocalTime at) {
    backups.change(OWNER, new BackupPlan(Optional.of(shelf), Optional.of(at), KeepRule.USUAL));
    return this;
  }

  /** Waits until something was written down. */
  String awaitDeed(String words) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    synchronized (deeds) {
      while (true) {
        for (String deed : deeds) {
          if (deed.contains(words)) {
            return deed;
          }
        }
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
          throw new AssertionError("nobody wrote " + words + ", but " + deeds);
        }
        deeds.wait(left);
      }
    }
  }

  static DeviceId device(int number) {
    return new DeviceId(new UUID(7, number));
  }

  void givenDevices(int count) {
    for (int i = 0; i < count; i++) {
      vault.records().add(Collection.DEVICE, Fields.write().text(1, "device " + i));
    }
  }

  /** Answered when this returns. */
  void push(DeviceId device, int from, int to) {
    history
        .appendNow(
            device,
            IntStream.range(from, to)
                .mapToObj(i -> new Reading(COUNT, Value.of(i), START.plusMillis(i)))
                .toList())
        .toCompletableFuture()
        .join();
  }

  void did(int entries) {
    for (int i = 0; i < entries; i++) {
      audit.write(
          AuditEntry.draft(
              OWNER, "Operator", AuditEntry.Action.CHANGE_ROOM, AuditEntry.Outcome.DONE));
    }
  }

  /** How many readings of a device are there; 0, 1, 2 … without a gap. */
  static int counted(History history, DeviceId device) {
    int expected = 0;
    while (true) {
      Past past =
          history.query(
              device, COUNT, START.plusMillis(expected), START.plusMillis(expected + 5_000), 5_000);
      List<Past.Point> points = ((Past.Readings) past).points();
      for (Past.Point point : points) {
        if (!(point.value() instanceof Value.Num(double number)) || number != expected) {
          throw new AssertionError("reading " + expected + " of " + device + " is " + point);
        }
        expected++;
      }
      if (points.isEmpty()) {
        return expected;
      }
    }
  }

  Path file(Backup backup) {
    return shelf.resolve(backup.name());
  }

  List<String> shelfNames() throws IOException {
    try (var all = Files.list(shelf)) {
      return all.map(path -> String.valueOf(path.getFileName())).sorted().toList();
    }
  }

  @Override
  public void close() {
    backups.close();
    history.close();
    vault.close();
  }
}
