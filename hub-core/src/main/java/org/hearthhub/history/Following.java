package org.hearthhub.history;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import org.hearthhub.problem.Locked;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.vault.ChunkStore;
import org.hearthhub.vault.JournalStore;
import org.hearthhub.vault.PastWatch;
import org.hearthhub.vault.Tier;
import org.hearthhub.vault.Vault;

/**
 * Keeps what is in memory of the past in step with the keys of the vault: nothing while it is
 * locked, when readings go into the journal only; everything that was recorded once it is unlocked;
 * nothing of a device that is erased. Thread-safe.
 */
final class Following implements PastWatch {
  private final Vault vault;
  private final Catalogue catalogue;
  private final Tails tails;
  private final ArrivalTimes arrivals;
  private final JournalStore journal;
  private final ChunkStore chunks;
  private final Consumer<Series> told;

  /**
   * @param told each series once the journal has been read
   */
  Following(
      Vault vault,
      Catalogue catalogue,
      Tails tails,
      ArrivalTimes arrivals,
      JournalStore journal,
      ChunkStore chunks,
      Consumer<Series> told) {
    this.vault = vault;
    this.catalogue = catalogue;
    this.tails = tails;
    this.arrivals = arrivals;
    this.journal = journal;
    this.chunks = chunks;
    this.told = told;
  }

  /** Reads the journal, if the past is open; packing has to be under way. */
  void begin() {
    if (vault.isOpen(Tier.HISTORY)) {
      unlocked();
    }
    vault.watchPast(this);
  }

  /** Whether the past is open, and what was recorded while it was not has been read. */
  boolean isOpen() {
    return tails.isFollowing();
  }

  /**
   * @throws Locked if the past is locked
   */
  void requireOpen() {
    if (!isOpen()) {
      vault.requireOpen(Tier.HISTORY);
      throw new Locked(
          "past-opening", "The past was unlocked and is being read; try again in a few seconds.");
    }
  }

  @Override
  public void unlocked() {
    JournalReplay.run(catalogue, tails, arrivals, journal, chunks);
    catalogue.devices().forEach(device -> device.all().forEach(told));
  }

  @Override
  public void locking(Runnable lock) {
    still(
        () -> {
          lock.run();
          tails.forgetAll(catalogue.devices());
        });
  }

  @Override
  public void erasing(DeviceId device, Destroying destroying) {
    still(
        () -> {
          Optional<DeviceSeries> known = catalogue.find(device);
          destroying.run(
              known.map(catalogue::records).orElseGet(List::of),
              known.map(DeviceSeries::all).orElseGet(List::of).stream()
                  .map(Series::pseudonym)
                  .toList());
          known.ifPresent(this::forget);
        });
  }

  private void forget(DeviceSeries device) {
    for (Series series : device.all()) {
      series.packing().writeLock().lock();
    }
    tails.forget(device);
    catalogue.erased(device);
    for (Series series : device.all()) {
      series.packing().writeLock().unlock();
    }
  }

  private void still(Runnable work) {
    Lock stillness = tails.stillness().writeLock();
    stillness.lock();
    try {
      work.run();
    } finally {
      stillness.unlock();
    }
  }
}
