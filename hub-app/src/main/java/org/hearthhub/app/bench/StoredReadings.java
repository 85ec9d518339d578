package org.hearthhub.app.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import org.hearthhub.adapter.simulator.PlainSensor;
import org.hearthhub.history.History;
import org.hearthhub.history.Past;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Value;
import org.hearthhub.vault.Unlock;
import org.hearthhub.vault.Vault;

/** The store of a hub that was stopped, opened again to see what is really in it. */
final class StoredReadings implements AutoCloseable {
  private static final int MOST = 5000;

  /** So long after it was taken a reading may have been told again and again until it was heard. */
  private static final Duration LATE = Duration.ofSeconds(30);

  private final Vault vault;
  private final History history;

  StoredReadings(Path dataFolder, Path keyFile) {
    vault = Vault.open(dataFolder, new Unlock.KeyFile(keyFile));
    history = new History(vault, InstantSource.system());
  }

  /** How many acknowledged readings of a sender are not there. */
  long missing(DeviceId device, AffordanceName property, Told told, Instant from, Instant to) {
    BitSet found = new BitSet();
    collect(device, property, from, to, found);
    for (long unanswered : told.unanswered()) {
      found.set((int) unanswered);
    }
    found.clear(0);
    return told.last() - found.get(0, (int) told.last() + 1).cardinality();
  }

  /** How many readings of a plain sensor, from the first to the last of these, are not there. */
  long missing(DeviceId device, PlainSensor sensor, int property, long first, long last) {
    if (last < first) {
      return 0;
    }
    Set<Double> found = new HashSet<>();
    AffordanceName name = AffordanceName.of(PlainSensor.measured().get(property));
    Instant from = sensor.due(property, first);
    Past past = history.query(device, name, from, sensor.due(property, last).plus(LATE), MOST);
    if (past instanceof Past.Readings(var points, var _)) {
      for (Past.Point point : points) {
        if (point.value() instanceof Value.Num(double number)) {
          found.add(number);
        }
      }
    }
    long missing = 0;
    for (long reading = first; reading <= last; reading++) {
      if (!found.contains(sensor.value(property, reading))) {
        missing++;
      }
    }
    return missing;
  }

  /** Spans with more readings than one answer holds are asked for in halves. */
  private void collect(
      DeviceId device, AffordanceName property, Instant from, Instant to, BitSet found) {
    switch (history.query(device, property, from, to, MOST)) {
      case Past.Readings(var points, var _) -> {
        for (Past.Point point : points) {
          if (point.value() instanceof Value.Num(double number)) {
            found.set((int) number);
          }
        }
      }
      case Past.Steps steps -> {
        Instant middle = from.plus(Duration.between(from, to).dividedBy(2));
        if (middle.equals(from)) {
          throw new IllegalStateException(steps.steps().size() + " steps within no time");
        }
        collect(device, property, from, middle, found);
        collect(device, property, middle, to, found);
      }
    }
  }

  @Override
  public void close() {
    history.close();
    vault.close();
  }
}
