package org.hearthhub.adapter.coap;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hearthhub.adapter.coap.format.CoreLink;

/**
 * The registrations that the hub's resource directory holds (RFC 9176), in memory: who registered
 * does so again after a restart of the hub. Bounded in number and size. Thread-safe.
 */
final class Directory {
  /** Registrations after these are turned away until others end. */
  static final int MOST = 2_500;

  /** The most links of all registrations together. */
  static final int MOST_LINKS = 40_000;

  /** However many names one host thinks of, there is as much room for all others. */
  static final int MOST_OF_ONE_HOST = MOST / 2;

  static final int MOST_LINKS_OF_ONE_HOST = MOST_LINKS / 2;

  private static final Duration LONGEST = Duration.ofDays(365);

  /**
   * One registration as it is held.
   *
   * @param id names it in its location
   * @param from where it was sent from last
   * @param givenBase what its links are relative to, where it said so
   * @param simple whether the device only asked to be looked at
   * @param ends when it ends without an update, as {@link System#nanoTime}
   * @param tended when the device was last looked at because of it, likewise
   */
  record Entry(
      String id,
      Registration registration,
      HomeAddress from,
      Optional<String> givenBase,
      boolean simple,
      long ends,
      long tended) {
    String base() {
      return givenBase.orElseGet(from::toString);
    }

    /** Whether a lookup tells the same of both. */
    boolean readsAs(Entry other) {
      return id.equals(other.id)
          && registration.equals(other.registration)
          && base().equals(other.base());
    }

    Entry tendedAt(long now) {
      return new Entry(id, registration, from, givenBase, simple, ends, now);
    }
  }

  /** What a registration did. */
  enum Kept {
    /** There was none of that name. */
    NEW,
    /** It took the place of an older one of the same name, and of its location. */
    AGAIN,
    /** There is no room. */
    FULL,
    /** One of that name was made by a device that proves who it is, and this was not it. */
    TAKEN
  }

  private final Map<String, Entry> byName = new LinkedHashMap<>();
  private final Map<String, String> nameById = new LinkedHashMap<>();
  private final SecureRandom random = new SecureRandom();
  private int links;

  /**
   * The result of {@link #register}: what it did, and what is held now; empty when full or taken.
   */
  record Registered(Kept kept, Optional<Entry> entry) {}

  /** A registration of the same name keeps its location (RFC 9176 section 5). */
  synchronized Registered register(
      Registration registration, HomeAddress from, Optional<String> base, boolean simple) {
    Entry before = byName.get(registration.name());
    if (before != null && holds(before) && !mayChange(from, before)) {
      return new Registered(Kept.TAKEN, Optional.empty());
    }
    if (!hasRoom(from, Optional.ofNullable(before), registration.links().size())) {
      return new Registered(Kept.FULL, Optional.empty());
    }
    String id = before == null ? newId() : before.id();
    Entry entry = entry(id, registration, from, base, simple);
    put(entry);
    return new Registered(before == null ? Kept.NEW : Kept.AGAIN, Optional.of(entry));
  }

  /** Whether an entry fits beside all others, in the place of the one before where there is one. */
  private boolean hasRoom(HomeAddress from, Optional<Entry> before, int listed) {
    int others = byName.size();
    int otherLinks = links;
    if (before.isPresent()) {
      others--;
      otherLinks -= before.get().registration().links().size();
    }
    List<Entry> beside =
        byName.values().stream()
            .filter(entry -> entry.from().host().equals(from.host()))
            .filter(entry -> before.filter(one -> one.id().equals(entry.id())).isEmpty())
            .toList();
    int besideLinks = beside.stream().mapToInt(entry -> entry.registration().links().size()).sum();
    boolean fits = others < MOST && otherLinks + listed <= MOST_LINKS;
    if (from.host().isLoopbackAddress()) {
      return fits; // this machine itself, and a whole simulated home on it
    }
    return fits
        && beside.size() < MOST_OF_ONE_HOST
        && besideLinks + listed <= MOST_LINKS_OF_ONE_HOST;
  }

  synchronized Optional<Entry> find(String id) {
    return Optional.ofNullable(nameById.get(id)).map(byName::get).filter(Directory::holds);
  }

  synchronized Optional<Entry> named(String name) {
    return Optional.ofNullable(byName.get(name)).filter(Directory::holds);
  }

  /** An update: empty if the sender has no such registration, or its links no room. */
  synchronized Optional<Entry> update(
      String id, RegistrationQuery query, Optional<List<CoreLink>> listed, HomeAddress from) {
    Optional<Entry> before = find(id).filter(entry -> mayChange(from, entry));
    if (before.isEmpty()) {
      return Optional.empty();
    }
    Entry old = before.get();
    Registration next = old.registration().updated(query.lifetime(), query.others());
    Registration whole = listed.map(next::listing).orElse(next);
    if (!hasRoom(from, before, whole.links().size())) {
      return Optional.empty();
    }
    Entry entry = entry(id, whole, from, query.base().or(old::givenBase), old.simple());
    put(entry);
    return Optional.of(entry);
  }

  synchronized Optional<Entry> remove(String id) {
    Optional<Entry> entry = find(id);
    entry.ifPresent(this::drop);
    return entry;
  }

  /** Takes out what somebody registered who proved to be that one. */
  synchronized List<Entry> removeOf(String peer) {
    List<Entry> theirs =
        byName.values().stream()
            .filter(entry -> entry.from().peer().filter(peer::equals).isPresent())
            .toList();
    theirs.forEach(this::drop);
    return theirs;
  }

  /** Those that hold, in the order in which they first came. */
  synchronized List<Entry> all() {
    return byName.values().stream().filter(Directory::holds).toList();
  }

  synchronized int size() {
    return byName.size();
  }

  /** Takes out what ended. */
  synchronized List<Entry> expire() {
    List<Entry> ended = byName.values().stream().filter(entry -> !holds(entry)).toList();
    ended.forEach(this::drop);
    return ended;
  }

  /** Those that were not tended for so long; they count as tended from now on. */
  synchronized List<Entry> untendedFor(Duration span) {
    long now = System.nanoTime();
    List<Entry> stale = new ArrayList<>();
    byName.replaceAll(
        (_, entry) -> {
          if (now - entry.tended() <= span.toNanos()) {
            return entry;
          }
          stale.add(entry);
          return entry.tendedAt(now);
        });
    return stale;
  }

  private void put(Entry entry) {
    Entry before = byName.put(entry.registration().name(), entry);
    nameById.put(entry.id(), entry.registration().name());
    links += entry.registration().links().size();
    links -= before == null ? 0 : before.registration().links().size();
  }

  private void drop(Entry entry) {
    byName.remove(entry.registration().name());
    nameById.remove(entry.id());
    links -= entry.registration().links().size();
  }

  private static Entry entry(
      String id,
      Registration registration,
      HomeAddress from,
      Optional<String> base,
      boolean simple) {
    long now = System.nanoTime();
    Duration lifetime = registration.lifetime();
    long span = (lifetime.compareTo(LONGEST) < 0 ? lifetime : LONGEST).toNanos();
    return new Entry(id, registration, from, base, simple, now + span, now);
  }

  /** Who proved who it is keeps its entry to itself; others are known by their name alone. */
  private static boolean mayChange(HomeAddress from, Entry entry) {
    Optional<String> owner = entry.from().peer();
    return owner.isEmpty() || owner.equals(from.peer());
  }

  private static boolean holds(Entry entry) {
    return entry.ends() - System.nanoTime() > 0;
  }

  /** Hard to guess: it is what a removal needs to know, beside the address. */
  private String newId() {
    byte[] bytes = new byte[6];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
