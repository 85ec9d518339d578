package org.hearthhub.vault;

import java.util.List;
import java.util.Optional;
import org.hearthhub.thing.DeviceId;

/**
 * What a look at every sealed row found.
 *
 * @param rows looked at
 * @param opened those that opened
 * @param locked those whose key is not at hand: the past is locked, or the keys are newer
 * @param erased those whose key was destroyed, as it should be
 * @param damages at most 1,000
 * @param moreDamages how many more there are
 * @param tally of both files, as far as they can be read
 */
public record StoreReport(
    long rows,
    long opened,
    long locked,
    long erased,
    List<Damage> damages,
    long moreDamages,
    Tally tally) {
  public StoreReport {
    damages = List.copyOf(damages);
  }

  /**
   * Something that is not as Hearth wrote it.
   *
   * @param file {@code home.db} or {@code history.db}
   * @param table empty where it is about the whole file
   * @param row its number; 0 where it is about the whole table
   * @param device whose past it held, where that is known
   * @param what is wrong and what it held, for a person
   */
  public record Damage(
      String file, String table, long row, Optional<DeviceId> device, String what) {}
}
