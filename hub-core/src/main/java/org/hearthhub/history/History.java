package org.hearthhub.history;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Reading;
import org.hearthhub.vault.Vault;

/**
 * Everything that devices said, over time. Readings are journalled in batches (2 s or 1,000
 * readings), later packed into chunks of one series each. Thread-safe.
 */
public final class History implements AutoCloseable {
  /** Opens the past that the vault holds and starts the writer. */
  public History(Vault vault, InstantSource clock) {
    throw new UnsupportedOperationException();
  }

  /**
   * Takes readings for the next commit; waits while the bounded queue is full.
   *
   * @return completes at commit; fails with a Problem if they had to be dropped
   */
  public CompletionStage<Void> append(DeviceId device, List<Reading> readings) {
    throw new UnsupportedOperationException();
  }

  /** As {@link #append}, but commits within 50 ms with synchronous=FULL. */
  public CompletionStage<Void> appendNow(DeviceId device, List<Reading> readings) {
    throw new UnsupportedOperationException();
  }

  /**
   * @param from inclusive
   * @param to exclusive
   * @param most 1 to 5,000: at most so many points or steps
   */
  public Past query(DeviceId device, AffordanceName property, Instant from, Instant to, int most) {
    throw new UnsupportedOperationException();
  }

  /** The last reading of each property of a device, for a first picture after a restart. */
  public List<Reading> last(DeviceId device) {
    throw new UnsupportedOperationException();
  }

  /** The last reading of one property. */
  public Optional<Reading> last(DeviceId device, AffordanceName property) {
    throw new UnsupportedOperationException();
  }

  /** Readings that are committed, since the vault was made; counts what is on disk. */
  public long committed() {
    throw new UnsupportedOperationException();
  }

  /** Readings that were taken and then had to be dropped since start; 0 when all is well. */
  public long dropped() {
    throw new UnsupportedOperationException();
  }

  /** Commits what waits, then ends the writer. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
