package org.hearthhub;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.hearthhub.audit.Audit;
import org.hearthhub.audit.AuditEntry;
import org.hearthhub.event.EventBus;
import org.hearthhub.history.History;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.Value;
import org.hearthhub.vault.Collection;
import org.hearthhub.vault.Fields;
import org.hearthhub.vault.Unlock;
import org.hearthhub.vault.Vault;

/**
 * A process that stores a little of everything and says what it was promised, one line each: {@code
 * o N} observations are committed up to N, {@code p N} pushes are answered up to N, {@code a N}
 * entry N is written, {@code d N} record N is stored. Half-way it stops and starts as a hub does.
 */
final class RecordedHub {
  static final AffordanceName COUNT = AffordanceName.of("count");
  static final DeviceId OBSERVED = new DeviceId(new UUID(7, 1));
  static final DeviceId PUSHING = new DeviceId(new UUID(7, 2));
  static final int AT_ONCE = 40;
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private RecordedHub() {}

  /** A reading's value is its number in the series. */
  static Reading reading(int number) {
    return new Reading(COUNT, Value.of(number), START.plusMillis(number));
  }

  /** Arguments: the data folder, the key file, how many rounds. */
  public static void main(String[] arguments) {
    int rounds = Integer.parseInt(arguments[2]);
    Path folder = Path.of(arguments[0]);
    Unlock key = new Unlock.KeyFile(Path.of(arguments[1]));
    PrintStream promises = System.out;
    run(folder, key, promises, 0, rounds / 2, true);
    run(folder, key, promises, rounds / 2, rounds, false);
    Runtime.getRuntime().halt(0);
  }

  private static void run(
      Path folder, Unlock key, PrintStream promises, int from, int to, boolean close) {
    Vault vault = Vault.open(folder, key);
    History history = new History(vault, InstantSource.system());
    Audit audit = new Audit(vault, new EventBus(), InstantSource.system());
    for (int round = from; round < to; round++) {
      int next = (round + 1) * AT_ONCE;
      int observed = next;
      history.append(OBSERVED, readings(round)).thenRun(() -> promises.println("o " + observed));
      history
          .appendNow(PUSHING, readings(round))
          .toCompletableFuture()
          .orTimeout(60, TimeUnit.SECONDS)
          .join();
      promises.println("p " + next);
      AuditEntry entry =
          audit.write(
              AuditEntry.draft(
                  new Actor.TheHub(), "", AuditEntry.Action.SETUP, AuditEntry.Outcome.DONE));
      promises.println("a " + entry.sequence());
      vault.records().add(Collection.ROOM, Fields.write().number(1, round + 1));
      promises.println("d " + (round + 1));
    }
    if (close) {
      history.close();
      vault.close();
    }
  }

  private static List<Reading> readings(int round) {
    List<Reading> readings = new ArrayList<>();
    for (int i = round * AT_ONCE; i < (round + 1) * AT_ONCE; i++) {
      readings.add(reading(i));
    }
    return readings;
  }
}
