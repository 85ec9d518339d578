package org.hearthhub.device;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.hearthhub.problem.Conflict;
import org.jspecify.annotations.Nullable;

/** The window itself: open or not, until when, and what happened in it. Thread-safe. */
final class PairingWindow {
  private static final int MOST_TRIES = 50;

  private final InstantSource clock;
  private final Runnable changed;
  private final Runnable ran;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition over = lock.newCondition();

  /** Guarded by the lock. */
  private Pairing.@Nullable Window open;

  /**
   * @param changed called after each change
   * @param ran called when the time was over and nobody had closed it
   */
  PairingWindow(InstantSource clock, Runnable changed, Runnable ran) {
    this.clock = clock;
    this.changed = changed;
    this.ran = ran;
  }

  Optional<Pairing.Window> present() {
    lock.lock();
    try {
      return Optional.ofNullable(open).filter(window -> !isOver(window));
    } finally {
      lock.unlock();
    }
  }

  private boolean isOver(Pairing.Window window) {
    Instant now = clock.instant();
    // Before it was opened: the clock was set back, and the time that is left is not known.
    return !now.isBefore(window.closes()) || now.isBefore(window.opened());
  }

  Pairing.Window require() {
    return present()
        .orElseThrow(
            () ->
                new Conflict(
                    "pairing-closed",
                    "The pairing window is closed. Open it first; it stays open for two minutes."));
  }

  Pairing.Window open() {
    Pairing.Window window;
    lock.lock();
    try {
      Instant now = clock.instant();
      window = new Pairing.Window(now, now.plus(Pairing.OPEN_FOR), triesSoFar());
      open = window;
      over.signalAll();
    } finally {
      lock.unlock();
    }
    Thread.ofVirtual().name("hearth-pairing-window").start(() -> await(window.opened()));
    changed.run();
    return window;
  }

  private List<Pairing.Try> triesSoFar() {
    return present().map(Pairing.Window::tries).orElse(List.of());
  }

  private void await(Instant opened) {
    lock.lock();
    try {
      long left = Pairing.OPEN_FOR.toNanos();
      while (left > 0 && isStill(opened)) {
        left = over.awaitNanos(left);
      }
      if (!isStill(opened)) {
        return;
      }
      open = null;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return;
    } finally {
      lock.unlock();
    }
    ran.run();
    changed.run();
  }

  /** Lets it end if its time is over by the clock; for a timer. */
  void expire() {
    lock.lock();
    try {
      if (open == null || !isOver(open)) {
        return;
      }
      open = null;
      over.signalAll();
    } finally {
      lock.unlock();
    }
    ran.run();
    changed.run();
  }

  private boolean isStill(Instant opened) {
    return open != null && open.opened().equals(opened);
  }

  /** Whether it was open. */
  boolean close() {
    lock.lock();
    try {
      boolean wasOpen = present().isPresent();
      open = null;
      over.signalAll();
      if (!wasOpen) {
        return false;
      }
    } finally {
      lock.unlock();
    }
    changed.run();
    return true;
  }

  void stop() {
    lock.lock();
    try {
      open = null;
      over.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void note(Pairing.Try one) {
    lock.lock();
    try {
      Pairing.Window window = open;
      if (window == null) {
        return;
      }
      List<Pairing.Try> tries = new ArrayList<>(window.tries());
      tries.removeIf(before -> before.who().equals(one.who()));
      if (tries.size() >= MOST_TRIES) {
        tries.removeFirst();
      }
      tries.add(one);
      open = new Pairing.Window(window.opened(), window.closes(), tries);
    } finally {
      lock.unlock();
    }
    changed.run();
  }
}
