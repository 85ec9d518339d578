package org.hearthhub.web.stream;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits for one client. Publishers never wait: when it is full everything in it is dropped,
 * and the client will be told that there is a gap. Thread-safe.
 */
final class Waiting {
  private final int most;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private ArrayDeque<Frame> frames = new ArrayDeque<>();
  private Set<String> passedOver = Set.of();
  private boolean gap;
  private volatile boolean ended;

  /**
   * Everything that waited.
   *
   * @param gap whether something before these frames was dropped
   * @param ended whether the stream is to end now
   */
  record Batch(boolean gap, List<Frame> frames, boolean ended) {}

  Waiting(int most) {
    this.most = most;
  }

  /** Frames of these ids are not wanted any more, neither those that wait nor those to come. */
  void passOver(Set<String> ids) {
    lock.lock();
    try {
      passedOver = Set.copyOf(ids);
      frames.removeIf(frame -> passedOver.contains(frame.id()));
    } finally {
      lock.unlock();
    }
  }

  void offer(Frame frame) {
    lock.lock();
    try {
      if (passedOver.contains(frame.id())) {
        return;
      }
      if (frames.size() >= most) {
        frames = new ArrayDeque<>();
        gap = true;
      }
      frames.add(frame);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the stream; what waits is not sent any more. */
  void end() {
    lock.lock();
    try {
      ended = true;
      frames = new ArrayDeque<>();
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  boolean isEnded() {
    return ended;
  }

  /** Takes all that waits, at once if there is something, else when there is or time is up. */
  Batch take(Duration patience) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = patience.toNanos();
      while (frames.isEmpty() && !gap && !ended && left > 0) {
        left = changed.awaitNanos(left);
      }
      Batch batch = new Batch(gap, List.copyOf(frames), ended);
      gap = false;
      frames.clear();
      return batch;
    } finally {
      lock.unlock();
    }
  }
}
