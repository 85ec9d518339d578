package org.hearthhub.history;

import java.util.Map;
import java.util.Optional;
import org.hearthhub.problem.Unavailable;
import org.hearthhub.vault.ChunkStore;
import org.hearthhub.vault.ChunkStore.Packed;
import org.hearthhub.vault.JournalStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the tails back: what the journal holds and no chunk does. A journal that grew long while
 * the past was locked is read piece by piece, as fast as it is packed.
 */
final class JournalReplay {
  private static final int PARTS_AT_ONCE = 4_096;
  private static final int TRIES = 24;

  private static final Logger log = LoggerFactory.getLogger(JournalReplay.class);

  private final Catalogue catalogue;
  private final Tails tails;
  private final ArrivalTimes arrivals;
  private final Map<Long, Packed> packedTo;
  private int readings;
  private int parts;

  private JournalReplay(
      Catalogue catalogue, Tails tails, ArrivalTimes arrivals, Map<Long, Packed> packedTo) {
    this.catalogue = catalogue;
    this.tails = tails;
    this.arrivals = arrivals;
    this.packedTo = packedTo;
  }

  static void run(
      Catalogue catalogue,
      Tails tails,
      ArrivalTimes arrivals,
      JournalStore journal,
      ChunkStore chunks) {
    var replay = new JournalReplay(catalogue, tails, arrivals, chunks.packed());
    replay.run(journal);
  }

  private void run(JournalStore journal) {
    for (DeviceSeries device : catalogue.devices()) {
      for (Series series : device.all()) {
        Packed packed = packedTo.get(series.pseudonym());
        series.setHasOpenChunk(packed != null);
        if (packed != null) {
          series.setPackedDay(packed.lastDay());
        }
      }
    }
    long from = -1;
    for (long to = 0; to > from; to = readSome(journal, from)) {
      from = to;
      awaitRoom();
    }
    // Nothing is committed between the last look and the first reading that is taken at once.
    tails.stillness().writeLock().lock();
    try {
      for (long to = readSome(journal, from); to > from; to = readSome(journal, from)) {
        from = to;
      }
      tails.follow(journal.committed());
    } finally {
      tails.stillness().writeLock().unlock();
    }
  }

  /** Packing a long journal takes its time; only one that stands still is given up. */
  private void awaitRoom() {
    for (int tries = 1; ; tries++) {
      try {
        tails.awaitRoom();
        return;
      } catch (Unavailable behind) {
        if (tries == TRIES) {
          throw behind;
        }
      }
    }
  }

  /** Where to go on; the same if there was nothing more. */
  private long readSome(JournalStore journal, long from) {
    return tails.locked(
        () -> {
          readings = 0;
          parts = 0;
          long next =
              journal.readSome(
                  from,
                  PARTS_AT_ONCE,
                  (first, part) -> {
                    Optional<DeviceSeries> owner = catalogue.owner(part.key());
                    owner.ifPresentOrElse(
                        device -> readPart(device, first, part),
                        () -> log.error("The journal's part {} is of no known device", first));
                    parts++;
                  });
          tails.added(readings, parts, next);
          return next;
        });
  }

  private void readPart(DeviceSeries device, long first, JournalStore.Part part) {
    int[] progress = new int[1];
    PartForm.read(
        part.plain(),
        part.readings(),
        (ordinal, time, kind, number, text, deviceTime, flags) -> {
          long own = first + progress[0]++;
          if (ordinal >= device.all().size()) {
            log.error("Reading {} of the journal is of no known series", own);
            return;
          }
          Series series = device.all().get(ordinal);
          Packed packed = packedTo.get(series.pseudonym());
          if (packed == null || own >= packed.journalTo()) {
            Samples one = new Samples(1);
            one.add(time, kind, number, text, deviceTime, flags);
            arrivals
                .shift(own, flags)
                .ifPresent(later -> one.stamp(0, time + later, TimeQuality.CORRECTED.flags()));
            tails.add(series, one, 0, own);
            readings++;
          }
        });
  }
}
