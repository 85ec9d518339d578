package org.hearthhub.history;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import org.hearthhub.vault.ChunkStore;
import org.hearthhub.vault.StoreSize;

/**
 * Removes what is too old by the rules, then, where the store is beyond its cap, the oldest
 * readings, then the oldest hours; days stay. A little at a time. One thread runs it.
 */
final class Trimming {
  /** Once it trims, it makes some room, so that it does not trim all the time. */
  private static final double ENOUGH = 0.95;

  private static final int MOST_ROUNDS = 50;

  private final Catalogue catalogue;
  private final Retention retention;
  private final Cutting cutting;
  private final ChunkStore chunks;
  private final StoreSize size;
  private final PastWitness witness;
  private final InstantSource clock;
  private final BooleanSupplier isTimeSure;
  private final BooleanSupplier goesOn;

  Trimming(
      Catalogue catalogue,
      Retention retention,
      Cutting cutting,
      ChunkStore chunks,
      StoreSize size,
      PastWitness witness,
      InstantSource clock,
      BooleanSupplier isTimeSure,
      BooleanSupplier goesOn) {
    this.catalogue = catalogue;
    this.retention = retention;
    this.cutting = cutting;
    this.chunks = chunks;
    this.size = size;
    this.witness = witness;
    this.clock = clock;
    this.isTimeSure = isTimeSure;
    this.goesOn = goesOn;
  }

  void run() {
    int today = SeriesPacking.day(clock.millis());
    boolean sure = isTimeSure.getAsBoolean();
    for (Series series : all()) {
      if (!goesOn.getAsBoolean()) {
        return;
      }
      byRule(series, today, sure);
    }
    if (retention.cap().isPresent()) {
      byCap(retention.cap().getAsLong(), today, sure);
    }
  }

  /** What was added late to days whose readings are no longer kept goes at once. */
  void late(Series series) {
    if (series.mark().rawFrom() != Integer.MIN_VALUE && series.mark().due().isEmpty()) {
      cutting.readings(series, series.mark().rawFrom());
    }
  }

  private List<Series> all() {
    List<Series> all = new ArrayList<>();
    catalogue.devices().forEach(device -> all.addAll(device.all()));
    return all;
  }

  private void byRule(Series series, int today, boolean sure) {
    Keeping keeping = retention.of(series.name());
    first(keeping.raw(), today, sure).ifPresent(day -> cutting.readings(series, day));
    first(keeping.rollUps(), today, sure)
        .ifPresent(
            day -> {
              cutting.rollUps(series, RollUps.HOURS, day);
              cutting.rollUps(series, RollUps.DAYS, day);
            });
  }

  /** The first day that is kept. By a clock that is doubted nothing is too old. */
  private static OptionalInt first(Term term, int today, boolean sure) {
    return switch (term) {
      case Term.Forever() -> OptionalInt.empty();
      case Term.Days(int days) -> sure ? OptionalInt.of(today - days) : OptionalInt.empty();
      case Term.Nothing() -> OptionalInt.of(today + 1);
    };
  }

  private void byCap(long cap, int today, boolean sure) {
    if (size.onDisk() > cap) {
      // What waits beside the file may be no more than pages that were written often.
      size.foldLog();
    }
    if (size.onDisk() > cap) {
      remove(cap, today, sure);
      new SpareRoom(size).giveBackAll();
      size.foldLog();
    }
  }

  private void remove(long cap, int today, boolean sure) {
    int readingsFrom = Integer.MIN_VALUE;
    for (int round = 0; round < MOST_ROUNDS && used() > bound(cap, round); round++) {
      long before = used();
      double excess = (before - cap * ENOUGH) / before;
      long number = Math.max(1, Math.round(size.chunks() * excess));
      int day = Math.min(today, chunks.dayAfter(number).orElse(today) + 1);
      boolean any = false;
      for (Series series : all()) {
        if (!goesOn.getAsBoolean()) {
          return;
        }
        any |= cutting.readings(series, day);
      }
      if (!any) {
        break;
      }
      readingsFrom = day;
    }
    boolean hours = sure && used() > cap && hoursByCap(cap, today);
    if (readingsFrom != Integer.MIN_VALUE || hours) {
      witness.removed(
          "The store reached what it may grow to, %,d MB.".formatted(cap / 1_000_000)
              + (readingsFrom == Integer.MIN_VALUE
                  ? ""
                  : " Readings from before "
                      + LocalDate.ofEpochDay(readingsFrom)
                      + " were removed.")
              + (hours
                  ? " The oldest hours were removed as well; days are kept."
                  : " Hours and days are kept."));
    }
  }

  private static long bound(long cap, int round) {
    return round == 0 ? cap : (long) (cap * ENOUGH);
  }

  private boolean hoursByCap(long cap, int today) {
    boolean any = false;
    for (int years = 10; years >= 1 && used() > cap; years--) {
      for (Series series : all()) {
        if (!goesOn.getAsBoolean()) {
          return any;
        }
        any |= cutting.rollUps(series, RollUps.HOURS, today - 365 * years);
      }
    }
    return any;
  }

  private long used() {
    return size.used();
  }
}
