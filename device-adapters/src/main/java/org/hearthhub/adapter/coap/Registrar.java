package org.hearthhub.adapter.coap;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hearthhub.adapter.coap.Directory.Entry;
import org.hearthhub.adapter.coap.format.CoreLink;
import org.hearthhub.problem.Refused;

/**
 * Keeps the directory and the lookout in step: who registers is looked at, who comes back from
 * elsewhere is followed, who leaves is let go. Thread-safe.
 */
final class Registrar {
  /** The inbox forgets what was not seen for an hour; what is still registered is still there. */
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(20);

  private final Directory directory;
  private final Lookout lookout;
  private final Runnable changed;

  /**
   * @param changed called after each change of what can be looked up; must not block
   */
  Registrar(Directory directory, Lookout lookout, Runnable changed) {
    this.directory = directory;
    this.lookout = lookout;
    this.changed = changed;
  }

  /**
   * A device registered, simply or with a list of what it has.
   *
   * @return what is held now; empty if there is no room, or too many wait to be looked at
   * @throws Refused if that name belongs to a device that proves who it is, which the sender is not
   */
  Optional<Entry> register(
      Registration registration, RegistrationQuery query, HomeAddress from, boolean simple) {
    Optional<Entry> before = directory.named(registration.name());
    Directory.Registered done = directory.register(registration, from, query.base(), simple);
    if (done.kept() == Directory.Kept.TAKEN) {
      throw new Refused(
          Refused.Reason.NOT_ALLOWED,
          "name-taken",
          "That name is held by a device that proves who it is; register under another one.");
    }
    if (done.entry().isEmpty()) {
      return Optional.empty();
    }
    if (before.isEmpty() || !before.get().readsAs(done.entry().get())) {
      changed.run();
    }
    // Nobody can send the hub elsewhere: it looks at whoever registers, where that sends from.
    boolean same =
        before.filter(old -> old.registration().tellsTheSameAs(registration)).isPresent();
    return query.isAboutItself(from.host()) && !lookout.registered(from, registration, same)
        ? Optional.empty()
        : done.entry();
  }

  /** Whether there is such a registration. */
  boolean update(
      String id, RegistrationQuery query, Optional<List<CoreLink>> links, HomeAddress from) {
    Optional<Entry> before = directory.find(id);
    Optional<Entry> after = directory.update(id, query, links, from);
    if (before.isEmpty() || after.isEmpty()) {
      return false;
    }
    if (!before.get().readsAs(after.get())) {
      changed.run();
    }
    if (query.isAboutItself(from.host())) {
      boolean same = before.get().registration().tellsTheSameAs(after.get().registration());
      if (same && before.get().from().equals(from)) {
        lookout.renewed(from, after.get().registration());
      } else {
        var _ = lookout.registered(from, after.get().registration(), same);
      }
    }
    return true;
  }

  /** Whether there was such a registration, of whoever speaks now. */
  boolean remove(String id, HomeAddress from) {
    boolean itself = directory.find(id).filter(entry -> from.speaksFor(entry.from())).isPresent();
    if (!itself) {
      return false;
    }
    directory
        .remove(id)
        .ifPresent(entry -> lookout.goodbye(entry.from(), entry.registration(), true));
    changed.run();
    return true;
  }

  /** That one is paired no longer: what it registered, and the names it held, go with its key. */
  void forgotten(String peer) {
    if (!directory.removeOf(peer).isEmpty()) {
      changed.run();
    }
  }

  /** Lets go of registrations that ended, and keeps the others from being forgotten. */
  void tend() {
    List<Entry> ended = directory.expire();
    ended.forEach(entry -> lookout.goodbye(entry.from(), entry.registration(), false));
    directory.untendedFor(LOOK_AGAIN).forEach(entry -> lookout.heardFrom(entry.from()));
    if (!ended.isEmpty()) {
      changed.run();
    }
  }
}
