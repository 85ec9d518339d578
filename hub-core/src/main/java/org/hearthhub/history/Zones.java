package org.hearthhub.history;

import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Supplier;
import org.hearthhub.vault.Collection;
import org.hearthhub.vault.Fields;
import org.hearthhub.vault.RecordStore;

/**
 * The time zones that the home's days were counted by, numbered, so that the past's file says only
 * the number: where the home is, is nobody's business. Thread-safe.
 */
final class Zones {
  private static final int ZONE = 1;
  private static final int NUMBER = 2;

  /** The zone of now and its number. */
  record Numbered(ZoneId zone, int number) {}

  private final Supplier<ZoneId> zone;
  private final RecordStore records;
  private volatile Numbered present;

  Zones(Supplier<ZoneId> zone, RecordStore records) {
    this.zone = zone;
    this.records = records;
    this.present =
        records.all(Collection.PAST_ZONE).stream()
            .map(RecordStore.Stored::fields)
            .flatMap(fields -> read(fields).stream())
            .findFirst()
            .orElse(new Numbered(zone.get(), 0));
  }

  private static Optional<Numbered> read(Fields fields) {
    return fields
        .text(ZONE)
        .map(id -> new Numbered(ZoneId.of(id), fields.number(NUMBER).orElse(0L).intValue()));
  }

  ZoneId zone() {
    return zone.get();
  }

  /** The present zone; one that was not there before gets the next number, durably. */
  Numbered present() {
    ZoneId now = zone.get();
    Numbered known = present;
    return known.zone().equals(now) && known.number() > 0 ? known : renumber(now);
  }

  private synchronized Numbered renumber(ZoneId now) {
    if (present.zone().equals(now) && present.number() > 0) {
      return present;
    }
    Numbered next = new Numbered(now, present.number() + 1);
    Fields.Writer fields = Fields.write().text(ZONE, now.getId()).number(NUMBER, next.number());
    records.all(Collection.PAST_ZONE).stream()
        .findFirst()
        .ifPresentOrElse(
            stored -> records.replace(Collection.PAST_ZONE, stored.id(), fields),
            () -> records.add(Collection.PAST_ZONE, fields));
    present = next;
    return next;
  }
}
