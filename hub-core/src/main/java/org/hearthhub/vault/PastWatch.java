package org.hearthhub.vault;

import java.util.List;
import org.hearthhub.thing.DeviceId;

/** Whoever keeps parts of the past in memory; told when keys of it come and go. */
public interface PastWatch {
  /**
   * Runs what locks the past while nothing of it is sealed, then forgets what is in memory of it.
   */
  void locking(Runnable lock);

  /** Makes readable what was recorded while the past was locked; returns when it is. */
  void unlocked();

  /**
   * Runs what destroys a device's keys while nothing of the device is sealed or packed, then
   * forgets what is in memory of its past. What comes later is sealed with a fresh key.
   */
  void erasing(DeviceId device, Destroying destroying);

  /** Destroys keys, and records about what they sealed, in one commit. */
  interface Destroying {
    /**
     * @param records in {@link Collection#SERIES}
     * @param series whose roll-up marks go as well
     */
    void run(List<RecordId> records, List<Long> series);
  }

  /** Where nothing of the past is in memory. */
  PastWatch NOBODY =
      new PastWatch() {
        @Override
        public void locking(Runnable lock) {
          lock.run();
        }

        @Override
        public void unlocked() {}

        @Override
        public void erasing(DeviceId device, Destroying destroying) {
          destroying.run(List.of(), List.of());
        }
      };
}
