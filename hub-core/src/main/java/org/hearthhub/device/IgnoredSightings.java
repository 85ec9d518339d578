package org.hearthhub.device;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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
  private static final int ADAPTER = 6;
  private static final int ADDRESS = 7;

  private final RecordStore records;

  /** A device that was seen in several ways has several, with the same id. */
  private final Map<DeviceIdentity, Kept> byIdentity = new LinkedHashMap<>();

  /**
   * @param likeness by what it is known when it is seen in another way; empty in old records
   */
  private record Kept(RecordId record, Ignored ignored, Optional<Likeness> likeness) {}

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
        .collect(Collectors.toMap(Ignored::id, one -> one, (first, _) -> first, LinkedHashMap::new))
        .values()
        .stream()
        .sorted(Comparator.comparing(Ignored::since).reversed())
        .toList();
  }

  /** Whether it, or what was ignored, seen in another way that brings nothing new. */
  synchronized boolean contains(Sighting sighting) {
    if (byIdentity.containsKey(sighting.identity())) {
      return true;
    }
    if (byIdentity.isEmpty() || sighting.offer().isPresent()) {
      return false;
    }
    Likeness likeness = Likeness.of(sighting);
    return byIdentity.values().stream()
        .flatMap(kept -> kept.likeness().stream())
        .anyMatch(ignored -> ignored.with(likeness).isPresent());
  }

  synchronized Optional<Ignored> find(SightingId id) {
    return all().stream().filter(ignored -> ignored.id().equals(id)).findFirst();
  }

  /**
   * @param all its sightings, one for each way it was seen
   */
  synchronized void add(SightingId id, String title, Instant since, List<Sighting> all) {
    if (byIdentity.size() + all.size() > MOST) {
      throw TooMuch.large(
          "too-many-ignored", "At most 5,000 devices are ignored; take some back first.");
    }
    for (Sighting sighting : all) {
      DeviceIdentity identity = sighting.identity();
      Ignored one = new Ignored(id, identity, title, since);
      Fields.Writer fields =
          Fields.write()
              .text(ID, one.id().text())
              .text(IDENTITY_SCHEME, identity.scheme())
              .text(IDENTITY_VALUE, identity.value())
              .text(TITLE, sighting.title())
              .number(SINCE, since.toEpochMilli())
              .text(ADAPTER, sighting.adapter())
              .text(ADDRESS, sighting.address());
      Kept before =
          byIdentity.put(
              identity,
              new Kept(
                  records.add(Collection.IGNORED, fields),
                  one,
                  Optional.of(Likeness.of(sighting))));
      if (before != null) {
        records.remove(Collection.IGNORED, before.record());
      }
    }
  }

  synchronized void remove(Ignored ignored) {
    List<Kept> all =
        byIdentity.values().stream()
            .filter(kept -> kept.ignored().id().equals(ignored.id()))
            .toList();
    for (Kept kept : all) {
      byIdentity.remove(kept.ignored().identity());
      records.remove(Collection.IGNORED, kept.record());
    }
  }

  private static Optional<Kept> read(RecordStore.Stored stored) {
    Fields fields = stored.fields();
    return fields.text(ID).map(id -> read(stored.id(), new SightingId(id), fields));
  }

  private static Kept read(RecordId record, SightingId id, Fields fields) {
    DeviceIdentity identity =
        new DeviceIdentity(
            fields.text(IDENTITY_SCHEME).orElse("?"), fields.text(IDENTITY_VALUE).orElse("?"));
    String title = fields.text(TITLE).orElse("");
    Instant since = Instant.ofEpochMilli(fields.number(SINCE).orElse(0L));
    Optional<Likeness> likeness =
        fields
            .text(ADAPTER)
            .map(adapter -> Likeness.of(adapter, identity, fields.text(ADDRESS).orElse(""), title));
    return new Kept(record, new Ignored(id, identity, title, since), likeness);
  }
}
