package org.hearthhub.device;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hearthhub.problem.TooMuch;
import org.hearthhub.thing.SightingId;
import org.hearthhub.vault.Collection;
import org.hearthhub.vault.Fields;
import org.hearthhub.vault.RecordId;
import org.hearthhub.vault.RecordStore;

/** What people do not want to see in the inbox, kept as sealed records. Thread-safe. */
final class IgnoredSightings {
  private static final int MOST = 5_000;

  private static final int ID = 1;
  private static final int IDENTITY_SCHEME = 2;
  private static final int IDENTITY_VALUE = 3;
  private static final int TITLE = 4;
  private static final int SINCE = 5;

  private final RecordStore records;
  private final Map<DeviceIdentity, Kept> byIdentity = new LinkedHashMap<>();

  private record Kept(RecordId record, Ignored ignored) {}

  IgnoredSightings(RecordStore records) {
    this.records = records;
    for (RecordStore.Stored stored : records.all(Collection.IGNORED)) {
      read(stored).ifPresent(kept -> byIdentity.put(kept.ignored().identity(), kept));
    }
  }

  /** Newest first. */
  synchronized List<Ignored> all() {
    return byIdentity.values().stream()
        .map(Kept::ignored)
        .sorted(Comparator.comparing(Ignored::since).reversed())
        .toList();
  }

  synchronized boolean contains(DeviceIdentity identity) {
    return byIdentity.containsKey(identity);
  }

  synchronized Optional<Ignored> find(SightingId id) {
    return all().stream().filter(ignored -> ignored.id().equals(id)).findFirst();
  }

  synchronized void add(Ignored ignored) {
    if (byIdentity.size() >= MOST) {
      throw TooMuch.large(
          "too-many-ignored", "At most 5,000 devices are ignored; take some back first.");
    }
    Fields.Writer fields =
        Fields.write()
            .text(ID, ignored.id().text())
            .text(IDENTITY_SCHEME, ignored.identity().scheme())
            .text(IDENTITY_VALUE, ignored.identity().value())
            .text(TITLE, ignored.title())
            .number(SINCE, ignored.since().toEpochMilli());
    byIdentity.put(ignored.identity(), new Kept(records.add(Collection.IGNORED, fields), ignored));
  }

  synchronized void remove(Ignored ignored) {
    Kept kept = byIdentity.remove(ignored.identity());
    if (kept != null) {
      records.remove(Collection.IGNORED, kept.record());
    }
  }

  private static Optional<Kept> read(RecordStore.Stored stored) {
    Fields fields = stored.fields();
    return fields
        .text(ID)
        .map(
            id ->
                new Kept(
                    stored.id(),
                    new Ignored(
                        new SightingId(id),
                        new DeviceIdentity(
                            fields.text(IDENTITY_SCHEME).orElse("?"),
                            fields.text(IDENTITY_VALUE).orElse("?")),
                        fields.text(TITLE).orElse(""),
                        Instant.ofEpochMilli(fields.number(SINCE).orElse(0L)))));
  }
}
