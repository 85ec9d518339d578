package org.hearthhub.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.hearthhub.audit.AuditEntry;
import org.hearthhub.problem.Refused;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.PersonId;
import org.hearthhub.vault.Collection;
import org.hearthhub.vault.Fields;
import org.hearthhub.vault.RecordId;
import org.hearthhub.vault.RecordStore;

/**
 * Signed-in browsers. A token is 256 random bits, of which only the SHA-256 is stored; a session
 * ends 30 days after its last use, at most 90 after its start. Thread-safe.
 */
public final class Sessions {
  private static final Duration UNUSED = Duration.ofDays(30);
  private static final Duration LONGEST = Duration.ofDays(90);

  /** A use is written down at most so often: flash wears out. */
  private static final Duration NOTED_EVERY = Duration.ofHours(1);

  private static final int TOKEN_BYTES = 32;
  private static final int MAX_TOKEN_LENGTH = 100;
  private static final int MOST_PER_PERSON = 50;

  // Fields of a session record.
  private static final int HASH = 1;
  private static final int PERSON = 2;
  private static final int STARTED = 3;
  private static final int USED = 4;

  private final RecordStore records;
  private final Residents residents;
  private final Deeds deeds;
  private final InstantSource clock;
  private final SignInGuard guard;
  private final FailedSignIns failed;
  private final SecureRandom random = new SecureRandom();

  /** Held while a record that is there is changed or removed. */
  private final Object writing = new Object();

  private final ConcurrentMap<String, Session> byHash = new ConcurrentHashMap<>();
  private final SessionEnds ends = new SessionEnds();

  /** Somebody is told when a session is over, until this is closed. */
  public interface Watch extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * @param used last use that is written down
   */
  private record Session(
      RecordId record, String hash, PersonId person, Instant started, Instant used) {}

  public Sessions(RecordStore records, Residents residents, Deeds deeds, InstantSource clock) {
    this.records = records;
    this.residents = residents;
    this.deeds = deeds;
    this.clock = clock;
    guard = new SignInGuard(residents, clock);
    failed = new FailedSignIns(residents, deeds, clock);
    for (RecordStore.Stored stored : records.all(Collection.SESSION)) {
      read(stored).ifPresent(session -> byHash.put(session.hash(), session));
    }
  }

  /** A fresh session: the token goes into the cookie and is nowhere kept. */
  public record SignedIn(Resident resident, String token) {
    @Override
    public String toString() {
      return "SignedIn[" + resident.id() + "]";
    }
  }

  /**
   * Signs in with name and password, throttled per name and per address.
   *
   * @param password is cleared
   * @throws Refused if they do not match
   * @throws org.hearthhub.problem.TooMuch after too many wrong tries; says when to try again
   */
  public SignedIn signIn(String name, char[] password, String clientAddress) {
    try {
      guard.attempt(name, clientAddress);
      Optional<Resident> resident = residents.authenticate(name, password);
      if (resident.isEmpty()) {
        failed.write(name, clientAddress);
        throw new Refused(
            Refused.Reason.SIGN_IN,
            "wrong-credentials",
            "Name and password do not match. Check both and try again.");
      }
      guard.succeeded(name, clientAddress);
      return begin(resident.get());
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  /** A session for someone who has just proven who they are in another way. */
  public SignedIn begin(Resident resident) {
    SignedIn signedIn = start(resident);
    deeds.write(deeds.by(new Actor.Person(resident.id()), AuditEntry.Action.SIGN_IN));
    return signedIn;
  }

  /** As {@link #begin}, where the journal says already how the person came in. */
  SignedIn start(Resident resident) {
    byte[] secret = new byte[TOKEN_BYTES];
    random.nextBytes(secret);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    String hash = hash(token);
    Instant now = clock.instant();
    makeRoom(resident.id());
    RecordId record = records.add(Collection.SESSION, write(hash, resident.id(), now, now));
    byHash.put(hash, new Session(record, hash, resident.id(), now, now));
    return new SignedIn(resident, token);
  }

  /** Whose session the token is, if it is good. */
  public Optional<Resident> resident(String token) {
    return session(token)
        .flatMap(
            session -> {
              Optional<Resident> resident = residents.resident(session.person());
              if (resident.isEmpty() || isOver(session)) {
                drop(session);
                return Optional.empty();
              }
              noteUse(session);
              return resident;
            });
  }

  /**
   * Calls back once when the session is over, however that came: its person signed out, somebody
   * changed their password, newer sessions took its place, or its time was up. For what serves a
   * session longer than one request.
   *
   * @param ended is called at once if the session is over already; must return soon
   */
  public Watch watch(String token, Runnable ended) {
    String hash = hash(token);
    Watch watch = ends.watch(hash, ended);
    // Looked at after the watch has begun: an end between the two is told by one of them.
    if (!byHash.containsKey(hash)) {
      ends.tell(hash);
    }
    return watch;
  }

  /** Ends a session; a token that is none is no mistake. */
  public void end(String token) {
    Optional<Session> session = session(token);
    session.ifPresent(
        present -> {
          if (drop(present)) {
            deeds.write(deeds.by(new Actor.Person(present.person()), AuditEntry.Action.SIGN_OUT));
          }
        });
  }

  /** Ends all sessions of a person; how many there were. */
  int endAll(PersonId person) {
    return (int)
        byHash.values().stream()
            .filter(session -> session.person().equals(person))
            .filter(this::drop)
            .count();
  }

  /** Ends all sessions of a person but one. */
  int endOthers(PersonId person, String keptToken) {
    String kept = hash(keptToken);
    return (int)
        byHash.values().stream()
            .filter(session -> session.person().equals(person) && !session.hash().equals(kept))
            .filter(this::drop)
            .count();
  }

  /** Forgets the sessions that are over; for a timer. */
  public void purge() {
    byHash.values().stream().filter(this::isOver).forEach(this::drop);
  }

  private Optional<Session> session(String token) {
    return token.length() > MAX_TOKEN_LENGTH
        ? Optional.empty()
        : Optional.ofNullable(byHash.get(hash(token)));
  }

  private boolean isOver(Session session) {
    Instant now = clock.instant();
    return session.used().plus(UNUSED).isBefore(now)
        || session.started().plus(LONGEST).isBefore(now);
  }

  private void noteUse(Session session) {
    Instant now = clock.instant();
    if (session.used().plus(NOTED_EVERY).isBefore(now)) {
      synchronized (writing) {
        var used =
            new Session(session.record(), session.hash(), session.person(), session.started(), now);
        // Of several requests at once one writes; none after the session has ended.
        if (byHash.replace(session.hash(), session, used)) {
          records.replace(
              Collection.SESSION,
              session.record(),
              write(session.hash(), session.person(), session.started(), now));
        }
      }
    }
  }

  private void makeRoom(PersonId person) {
    List<Session> theirs =
        byHash.values().stream()
            .filter(session -> session.person().equals(person))
            .sorted(Comparator.comparing(Session::used))
            .toList();
    theirs.stream().limit(Math.max(0, theirs.size() - MOST_PER_PERSON + 1)).forEach(this::drop);
  }

  private boolean drop(Session session) {
    try {
      synchronized (writing) {
        if (byHash.remove(session.hash()) == null) {
          return false;
        }
        records.remove(Collection.SESSION, session.record());
        return true;
      }
    } finally {
      // Over it is, even where that could not be written down.
      ends.tell(session.hash());
    }
  }

  private static String hash(String token) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      // Every Java platform has SHA-256.
      throw new IllegalStateException(impossible);
    }
  }

  private static Fields.Writer write(String hash, PersonId person, Instant started, Instant used) {
    return Fields.write()
        .bytes(HASH, HexFormat.of().parseHex(hash))
        .text(PERSON, person.toString())
        .number(STARTED, started.toEpochMilli())
        .number(USED, used.toEpochMilli());
  }

  private static Optional<Session> read(RecordStore.Stored stored) {
    Fields fields = stored.fields();
    return fields
        .bytes(HASH)
        .map(
            hash ->
                new Session(
                    stored.id(),
                    HexFormat.of().formatHex(hash),
                    new PersonId(UUID.fromString(fields.text(PERSON).orElse(""))),
                    Instant.ofEpochMilli(fields.number(STARTED).orElse(0L)),
                    Instant.ofEpochMilli(fields.number(USED).orElse(0L))));
  }
}
