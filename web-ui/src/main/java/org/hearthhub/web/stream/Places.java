package org.hearthhub.web.stream;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.hearthhub.access.Policy;
import org.hearthhub.access.Right;
import org.hearthhub.problem.TooMuch;
import org.hearthhub.thing.Actor;

/**
 * The places for streams, so that nobody takes them all: a session has its share, a person has one
 * over all their sessions, and some places are kept for owners and for whoever holds the machine.
 * Thread-safe.
 */
public final class Places {
  private static final Duration TRY_AGAIN = Duration.ofSeconds(30);

  /**
   * How many streams may be open at once.
   *
   * @param all together
   * @param keptForOwners of these, what nobody else gets
   * @param perPerson over all their sessions
   * @param perSession that is, in one browser
   */
  public record Shares(int all, int keptForOwners, int perPerson, int perSession) {
    public static final Shares USUAL = new Shares(64, 16, 16, 8);
  }

  private final Policy policy;
  private final Shares shares;
  private final ReentrantLock lock = new ReentrantLock();

  /** Under the lock. */
  private final Set<Place> taken = new HashSet<>();

  public Places(Policy policy, Shares shares) {
    this.policy = policy;
    this.shares = shares;
  }

  /** One that is taken, until it is closed; closing it twice does nothing. */
  public final class Place implements AutoCloseable {
    private final Actor actor;
    private final boolean owners;
    private final Optional<String> session;
    private final Optional<String> page;
    private final Runnable replaced;

    private Place(Actor actor, Optional<String> session, Optional<String> page, Runnable replaced) {
      this.actor = actor;
      this.owners = policy.allows(actor, new Right.ManageHome());
      this.session = session;
      this.page = page;
      this.replaced = replaced;
    }

    private boolean isOfSamePage(Place other) {
      return page.isPresent() && page.equals(other.page) && session.equals(other.session);
    }

    @Override
    public void close() {
      lock.lock();
      try {
        taken.remove(this);
      } finally {
        lock.unlock();
      }
    }
  }

  /**
   * Takes a place.
   *
   * @param session that it is opened in; empty for whoever holds the machine
   * @param page what the page calls itself: one that comes back after its line broke takes over the
   *     place of the line that nobody reads any longer
   * @param replaced called when another takes over this place; must return soon
   * @throws TooMuch if no place is left for them
   */
  public Place take(
      Actor actor, Optional<String> session, Optional<String> page, Runnable replaced) {
    Place place = new Place(actor, session, page, replaced);
    lock.lock();
    try {
      taken.stream().filter(place::isOfSamePage).findFirst().ifPresent(this::replace);
      requireRoomFor(place);
      taken.add(place);
      return place;
    } finally {
      lock.unlock();
    }
  }

  private void replace(Place other) {
    taken.remove(other);
    other.replaced.run();
  }

  private void requireRoomFor(Place place) {
    boolean holdsTheMachine = place.actor instanceof Actor.Operator;
    if (place.session.isPresent()
        && taken(other -> other.session.equals(place.session)) >= shares.perSession()) {
      throw full(
          "This browser follows this home on %d pages already. Close one of them and try again."
              .formatted(shares.perSession()));
    }
    if (!holdsTheMachine && taken(other -> other.actor.equals(place.actor)) >= shares.perPerson()) {
      throw full(
          "You follow this home on %d pages already, on all your devices together. Close one, or"
                  .formatted(shares.perPerson())
              + " sign out where you no longer need it, and try again.");
    }
    boolean noneForGuests =
        !place.owners && taken(other -> !other.owners) >= shares.all() - shares.keptForOwners();
    if (noneForGuests || taken.size() >= shares.all()) {
      throw full(
          "As many pages as this hub can serve follow this home already. Close one that you do not"
              + " need, or try again in a minute.");
    }
  }

  private long taken(Predicate<Place> which) {
    return taken.stream().filter(which).count();
  }

  private static TooMuch full(String sentence) {
    return TooMuch.often("too-many-streams", sentence, TRY_AGAIN);
  }
}
