package org.hearthhub.access;

import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.hearthhub.problem.Broken;
import org.hearthhub.problem.Conflict;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.TooMuch;
import org.hearthhub.thing.PersonId;
import org.hearthhub.thing.Wording;
import org.hearthhub.vault.Collection;
import org.hearthhub.vault.Fields;
import org.hearthhub.vault.RecordId;
import org.hearthhub.vault.RecordStore;

/**
 * The people of this home and their passwords (Argon2id, 19 MiB, t=2, p=1; at most two are computed
 * at once). Thread-safe.
 */
public final class Residents {
  private static final int MAX_RESIDENTS = 100;
  private static final int MAX_NAME = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  // Fields of a resident record.
  private static final int ID = 1;
  private static final int NAME = 2;
  private static final int ROLE = 3;
  private static final int PASSWORD = 4;

  private final RecordStore records;
  private final SecureRandom random = new SecureRandom();
  private final PasswordHash nobody = PasswordHash.ofNobody(random);
  private final Semaphore computing = new Semaphore(2, true);

  /** Replaced as a whole, under the lock of this object. */
  private volatile List<Kept> kept;

  private record Kept(RecordId record, Resident resident, PasswordHash password) {}

  public Residents(RecordStore records) {
    this.records = records;
    kept =
        records.all(Collection.RESIDENT).stream().flatMap(stored -> read(stored).stream()).toList();
    requireOwnerIfThereWasOne();
  }

  /** Else whoever damages one record could set the home up anew and be its owner. */
  private void requireOwnerIfThereWasOne() {
    if (!ownerExists() && records.putAside(Collection.RESIDENT) > 0) {
      throw new Broken(
          "owner-damaged",
          "home.db is damaged: the record of this home's owner does not open. Keep a copy of the"
              + " folder as it is, then restore a backup.",
          null);
    }
  }

  /** Whether somebody owns this home already. */
  public boolean ownerExists() {
    return kept.stream().anyMatch(one -> one.resident().role() == Role.OWNER);
  }

  public List<Resident> all() {
    return kept.stream().map(Kept::resident).toList();
  }

  public Optional<Resident> resident(PersonId id) {
    return all().stream().filter(resident -> resident.id().equals(id)).findFirst();
  }

  /**
   * The person, if name and password match; takes as long when there is no such person. Names are
   * compared without regard to case.
   *
   * @throws TooMuch if more sign-ins are being checked than this machine can bear
   */
  public Optional<Resident> authenticate(String name, char[] password) {
    Optional<Kept> named = named(name);
    PasswordHash expected = named.map(Kept::password).orElse(nobody);
    if (!computed(() -> expected.matches(password))) {
      return Optional.empty();
    }
    named.filter(one -> one.password().isOutdated()).ifPresent(one -> renew(one, password));
    return named.map(Kept::resident);
  }

  /**
   * @throws Invalid if the name is blank or over 50 characters, or the password has fewer than 8 or
   *     more than 200 characters
   * @throws Conflict if the name is taken
   */
  void check(String name, char[] password) {
    String clean = Wording.clean(name, MAX_NAME + 1);
    if (clean.isEmpty() || clean.length() > MAX_NAME) {
      throw new Invalid("bad-name", "A name has 1 to 50 characters.");
    }
    checkPassword(password);
    if (named(clean).isPresent()) {
      throw new Conflict("name-taken", "Somebody of this home has that name; choose another one.");
    }
    if (kept.size() >= MAX_RESIDENTS) {
      throw TooMuch.large("too-many-people", "At most 100 people live in a home.");
    }
  }

  /** Adds a person; problems as {@link #check}. */
  Resident add(String name, char[] password, Role role) {
    return add(PersonId.random(), name, password, role);
  }

  /** As {@link #add(String, char[], Role)}, by an id that was given already. */
  Resident add(PersonId id, String name, char[] password, Role role) {
    check(name, password);
    PasswordHash hash = computed(() -> PasswordHash.of(password, random));
    synchronized (this) {
      check(name, password);
      var resident = new Resident(id, Wording.clean(name, MAX_NAME), role);
      RecordId record = records.add(Collection.RESIDENT, write(resident, hash));
      List<Kept> next = new ArrayList<>(kept);
      next.add(new Kept(record, resident, hash));
      kept = List.copyOf(next);
      return resident;
    }
  }

  /** The person of that name, without regard to case. */
  public Optional<Resident> byName(String name) {
    return named(name).map(Kept::resident);
  }

  /** Whether it is this person's password. */
  boolean isPassword(PersonId person, char[] password) {
    return kept.stream()
        .filter(one -> one.resident().id().equals(person))
        .anyMatch(one -> computed(() -> one.password().matches(password)));
  }

  /**
   * @throws Invalid if the password has fewer than 8 or more than 200 characters
   */
  static void checkPassword(char[] password) {
    if (password.length < 8 || password.length > 200) {
      throw new Invalid("bad-password", "A password has 8 to 200 characters.");
    }
  }

  /**
   * What {@link #setPassword} takes; made before anything is changed, as it may fail.
   *
   * @throws TooMuch if more are being computed than this machine can bear
   */
  PasswordHash hash(char[] password) {
    checkPassword(password);
    return computed(() -> PasswordHash.of(password, random));
  }

  /** Gives a person another password. */
  void setPassword(PersonId person, PasswordHash hash) {
    synchronized (this) {
      List<Kept> next = new ArrayList<>(kept);
      next.replaceAll(one -> one.resident().id().equals(person) ? renewed(one, hash) : one);
      kept = List.copyOf(next);
    }
  }

  private Kept renewed(Kept one, PasswordHash hash) {
    records.replace(Collection.RESIDENT, one.record(), write(one.resident(), hash));
    return new Kept(one.record(), one.resident(), hash);
  }

  /** The name as it is compared. */
  static String key(String name) {
    return Normalizer.normalize(Wording.clean(name, MAX_NAME + 1), Normalizer.Form.NFC)
        .toUpperCase(Locale.ROOT)
        .toLowerCase(Locale.ROOT);
  }

  boolean isNamed(String name) {
    return named(name).isPresent();
  }

  private Optional<Kept> named(String name) {
    String key = key(name);
    return kept.stream().filter(one -> key(one.resident().name()).equals(key)).findFirst();
  }

  private void renew(Kept outdated, char[] password) {
    PasswordHash hash = computed(() -> PasswordHash.of(password, random));
    synchronized (this) {
      List<Kept> next = new ArrayList<>(kept);
      int at = next.indexOf(outdated);
      if (at >= 0) {
        records.replace(Collection.RESIDENT, outdated.record(), write(outdated.resident(), hash));
        next.set(at, new Kept(outdated.record(), outdated.resident(), hash));
        kept = List.copyOf(next);
      }
    }
  }

  /** At most two at once, 19 MiB each: a crowd must not eat the memory of a small machine. */
  private <R> R computed(Supplier<R> work) {
    try {
      if (!computing.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw busy();
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw busy();
    }
    try {
      return work.get();
    } finally {
      computing.release();
    }
  }

  private static TooMuch busy() {
    return TooMuch.often(
        "too-many-sign-ins",
        "Too many people are signing in at this moment; try again in a few seconds.",
        PATIENCE);
  }

  private static Fields.Writer write(Resident resident, PasswordHash password) {
    return Fields.write()
        .text(ID, resident.id().toString())
        .text(NAME, resident.name())
        .text(ROLE, resident.role().word())
        .text(PASSWORD, password.text());
  }

  private static Optional<Kept> read(RecordStore.Stored stored) {
    Fields fields = stored.fields();
    return fields
        .text(ID)
        .map(UUID::fromString)
        .map(
            uuid ->
                new Kept(
                    stored.id(),
                    new Resident(
                        new PersonId(uuid),
                        fields.text(NAME).orElse(""),
                        Role.ofWord(fields.text(ROLE).orElse(""))),
                    PasswordHash.parse(fields.text(PASSWORD).orElse(""))));
  }
}
