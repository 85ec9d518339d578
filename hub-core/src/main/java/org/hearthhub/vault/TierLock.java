package org.hearthhub.vault;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.hearthhub.problem.Conflict;
import org.hearthhub.problem.Refused;
import org.hearthhub.vault.SlotOpening.Opened;

/** Locks and unlocks the past of a running vault. Thread-safe. */
final class TierLock {
  private final HomeFile home;
  private final KeyRing keys;
  private final DataKeys dataKeys;
  private final KeySlots slots;
  private final Rotation rotation;
  private final Aead aead;
  private final InstantSource clock;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock changing = new ReentrantLock();
  private volatile Instant since;
  private volatile PastWatch watch = PastWatch.NOBODY;

  TierLock(
      HomeFile home,
      KeyRing keys,
      DataKeys dataKeys,
      KeySlots slots,
      Rotation rotation,
      Aead aead,
      InstantSource clock) {
    this.home = home;
    this.keys = keys;
    this.dataKeys = dataKeys;
    this.slots = slots;
    this.rotation = rotation;
    this.aead = aead;
    this.clock = clock;
    since = clock.instant();
  }

  Instant since() {
    return since;
  }

  PastWatch watch() {
    return watch;
  }

  void watchPast(PastWatch whoever) {
    watch = whoever;
  }

  void whenTiersChange(Runnable listener) {
    listeners.add(listener);
  }

  void unlock(Unlock unlock) {
    try (Opened opened = slots.open(unlock)) {
      boolean changed;
      changing.lock();
      try {
        changed = slots.changed(() -> unlock(opened));
      } finally {
        changing.unlock();
      }
      if (changed) {
        listeners.forEach(Runnable::run);
      }
    } finally {
      Unlock.wipe(unlock);
    }
  }

  /** Whether it was locked before. */
  private boolean unlock(Opened opened) {
    if (opened.keys().stream().noneMatch(key -> key.tier() == Tier.HISTORY)) {
      opened.keys().forEach(TierKey::destroy);
      throw new Refused(
          Refused.Reason.NOT_ALLOWED,
          "key-without-past",
          "This opens the home, not its past. Use a passphrase or recovery code that opens both.");
    }
    slots.noteUse(opened);
    if (keys.isHistoryOpen()) {
      opened.keys().forEach(TierKey::destroy);
      return false;
    }
    List<TierKey> all = new ArrayList<>(opened.keys());
    all.addAll(keys.all(Set.of(Tier.OPERATING)));
    keys.take(opened.keys(), home.read(db -> KeyRing.recipient(db, aead, all)));
    try {
      dataKeys.unlock();
      rotation.resume();
      watch.unlocked();
    } catch (RuntimeException failed) {
      watch.locking(this::forget); // rather locked than half open
      throw failed;
    }
    since = clock.instant();
    return true;
  }

  private void forget() {
    keys.lockHistory();
    dataKeys.lock();
  }

  void lockHistory() {
    boolean changed;
    changing.lock();
    try {
      changed = slots.changed(this::lock);
    } finally {
      changing.unlock();
    }
    if (changed) {
      listeners.forEach(Runnable::run);
    }
  }

  private boolean lock() {
    if (!keys.isHistoryOpen()) {
      return false;
    }
    if (slots.list().stream()
        .noneMatch(slot -> slot.kind().isHuman() && slot.tiers().contains(Tier.HISTORY))) {
      throw new Conflict(
          "nobody-could-unlock",
          "No passphrase and no recovery code opens the past, so nobody could unlock it. Add one"
              + " first.");
    }
    watch.locking(this::forget);
    since = clock.instant();
    return true;
  }
}
