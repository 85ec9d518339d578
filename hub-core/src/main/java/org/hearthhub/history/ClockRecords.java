package org.hearthhub.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hearthhub.vault.Collection;
import org.hearthhub.vault.Fields;
import org.hearthhub.vault.RecordId;
import org.hearthhub.vault.RecordStore;
import org.hearthhub.vault.RecordStore.Stored;

/** What is kept of time: how late it was last, and when the clock had been wrong. Thread-safe. */
final class ClockRecords {
  private static final int LATEST = 1;
  private static final int JOURNAL_FROM = 2;
  private static final int JOURNAL_TO = 3;
  private static final int FROM = 4;
  private static final int UNTIL = 5;
  private static final int SHIFT = 6;
  private static final int LEAPT = 7;

  /** More wrong clocks than that between two times that the journal was shortened are not kept. */
  private static final int MOST_SPELLS = 16;

  private final RecordStore records;
  private final List<RecordId> spellIds = new ArrayList<>();
  private final List<ClockSpell> spells = new ArrayList<>();
  private Optional<RecordId> latestId = Optional.empty();
  private Optional<Instant> latest = Optional.empty();
  private Optional<Instant> leapt = Optional.empty();

  ClockRecords(RecordStore records) {
    this.records = records;
    for (Stored stored : records.all(Collection.PAST_CLOCK)) {
      Fields fields = stored.fields();
      Optional<Long> time = fields.number(LATEST);
      if (time.isPresent()) {
        latestId = Optional.of(stored.id());
        latest = time.map(Instant::ofEpochMilli);
        leapt = fields.number(LEAPT).map(Instant::ofEpochMilli);
      } else {
        spellIds.add(stored.id());
        spells.add(
            new ClockSpell(
                fields.number(JOURNAL_FROM).orElse(0L),
                fields.number(JOURNAL_TO).orElse(0L),
                fields.number(FROM).orElse(0L),
                fields.number(UNTIL).orElse(0L),
                fields.number(SHIFT).orElse(0L)));
      }
    }
  }

  /** How late it was at least when the home's clock was last written down. */
  synchronized Optional<Instant> latest() {
    return latest;
  }

  /** When the clock leapt ahead and nobody confirmed it, as last written down. */
  synchronized Optional<Instant> leapt() {
    return leapt;
  }

  synchronized void putLatest(Instant time, Optional<Instant> leapt) {
    Fields.Writer fields = Fields.write().number(LATEST, Samples.millis(time));
    leapt.ifPresent(at -> fields.number(LEAPT, Samples.millis(at)));
    latestId.ifPresentOrElse(
        id -> records.replace(Collection.PAST_CLOCK, id, fields),
        () -> latestId = Optional.of(records.add(Collection.PAST_CLOCK, fields)));
    latest = Optional.of(time);
    this.leapt = leapt;
  }

  synchronized List<ClockSpell> spells() {
    return List.copyOf(spells);
  }

  synchronized void add(ClockSpell spell) {
    spellIds.add(
        records.add(
            Collection.PAST_CLOCK,
            Fields.write()
                .number(JOURNAL_FROM, spell.journalFrom())
                .number(JOURNAL_TO, spell.journalTo())
                .number(FROM, spell.from())
                .number(UNTIL, spell.until())
                .number(SHIFT, spell.shift())));
    spells.add(spell);
    if (spells.size() > MOST_SPELLS) {
      records.remove(Collection.PAST_CLOCK, spellIds.removeFirst());
      spells.removeFirst();
    }
  }
}
