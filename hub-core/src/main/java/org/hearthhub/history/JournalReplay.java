package org.hearthhub.history;

import java.util.Map;
import java.util.Optional;
import org.hearthhub.vault.ChunkStore;
import org.hearthhub.vault.ChunkStore.Packed;
import org.hearthhub.vault.JournalStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the tails back: what the journal holds and no chunk does. */
final class JournalReplay {
  private static final Logger log = LoggerFactory.getLogger(JournalReplay.class);

  private final Catalogue catalogue;
  private final Tails tails;
  private final Map<Long, Packed> packedTo;
  private int readings;
  private int parts;

  private JournalReplay(Catalogue catalogue, Tails tails, Map<Long, Packed> packedTo) {
    this.catalogue = catalogue;
    this.tails = tails;
    this.packedTo = packedTo;
  }

  static void run(Catalogue catalogue, Tails tails, JournalStore journal, ChunkStore chunks) {
    var replay = new JournalReplay(catalogue, tails, chunks.packed());
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
    tails.locked(
        () -> {
          journal.read(
              (first, part) -> {
                Optional<DeviceSeries> owner = catalogue.owner(part.key());
                owner.ifPresentOrElse(
                    device -> readPart(device, first, part),
                    () -> log.error("The journal's part {} is of no known device", first));
                parts++;
              });
          tails.added(readings, parts, journal.committed());
          return true;
        });
  }

  private void readPart(DeviceSeries device, long first, JournalStore.Part part) {
    device.setKey(part.key());
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
            tails.add(series, one, 0, own);
            readings++;
          }
        });
  }
}
