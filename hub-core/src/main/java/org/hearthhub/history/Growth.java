package org.hearthhub.history;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;
import org.hearthhub.vault.JournalStore;
import org.hearthhub.vault.StoreSize;

/** Tells how large the store is and foretells how it grows, from what the last week brought. */
final class Growth {
  private static final int WEEK = 7;
  private static final int YEAR = 365;
  private static final long FARTHEST_DAYS = 36_500;

  private final StoreSize size;
  private final JournalStore journal;
  private final Retention retention;
  private final InstantSource clock;

  Growth(StoreSize size, JournalStore journal, Retention retention, InstantSource clock) {
    this.size = size;
    this.journal = journal;
    this.retention = retention;
    this.clock = clock;
  }

  Storage storage() {
    long bytes = size.onDisk();
    long free = size.free();
    OptionalLong cap = retention.cap();
    OptionalLong perDay = perDay();
    long room = cap.isPresent() ? Math.min(free, cap.getAsLong() - size.used()) : free;
    return new Storage(
        bytes,
        free,
        cap,
        journal.committed(),
        perDay,
        perDay.isPresent()
            ? OptionalLong.of(bytes + YEAR * perDay.getAsLong())
            : OptionalLong.empty(),
        perDay.isPresent() ? fullOn(room, perDay.getAsLong()) : Optional.empty());
  }

  /** Chunks are alike in size: what share of them is of the last whole days says what a day is. */
  private OptionalLong perDay() {
    int today = SeriesPacking.day(clock.millis());
    long all = size.chunks();
    long late = size.chunksSince(today - WEEK) - size.chunksSince(today);
    if (all == 0 || late <= 0) {
      return OptionalLong.empty();
    }
    long used = size.used();
    return OptionalLong.of(Math.round((double) used / all * late / WEEK));
  }

  private Optional<LocalDate> fullOn(long room, long perDay) {
    LocalDate today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    if (room <= 0) {
      return Optional.of(today);
    }
    long days = perDay == 0 ? Long.MAX_VALUE : room / perDay;
    return days > FARTHEST_DAYS ? Optional.empty() : Optional.of(today.plusDays(days));
  }
}
