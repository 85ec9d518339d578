package org.hearthhub.adapter.coap;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.hearthhub.adapter.coap.format.Payload;
import org.hearthhub.device.AdapterHost;
import org.hearthhub.device.DeviceIdentity;
import org.hearthhub.device.DeviceStatus.State;
import org.hearthhub.problem.Problem;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.ThingDescription;
import org.jspecify.annotations.Nullable;

/** One device of this home while it is looked after. Thread-safe. */
final class Attachment {
  private static final Duration BETWEEN_FEEDS = Duration.ofMillis(30);
  private static final Duration NOTED_AFTER = Duration.ofSeconds(10);
  private static final String SILENT =
      "It does not answer. Is it switched on and in reach of the network?";

  private static final String SIGNED_OFF =
      "It signed off. It comes back by itself when it is switched on again.";
  private static final String NOT_RENEWED =
      "It did not report back in the time it had promised. Is it switched on, is its battery full?";

  /** What all devices share. */
  record Surroundings(
      AdapterHost host,
      Requests requests,
      ScheduledExecutorService stage,
      CoapSettings.Pace pace,
      Observed observed,
      Misunderstood misunderstood) {}

  /** What was announced by its name from where it was not known to be. */
  private record Claim(Announcement announced, HomeAddress from) {}

  private final DeviceId id;
  private final DeviceIdentity identity;
  private final CoapProfile profile;
  private final Surroundings around;
  private final Health health;
  private final ReentrantLock commands = new ReentrantLock();
  private final Heard heard = new Heard();
  private final Understanding understanding;
  private final ReentrantLock telling = new ReentrantLock();
  private final Serials serials = new Serials();
  private final Sleep sleep;
  private final AtomicBoolean noting = new AtomicBoolean();

  private volatile ThingDescription description;
  private volatile DeviceLink link;
  private volatile List<Watch> watches = List.of();
  private volatile @Nullable Claim claim;
  private @Nullable Watch scout;

  Attachment(
      DeviceId id,
      DeviceIdentity identity,
      ThingDescription description,
      DeviceLink link,
      CoapProfile profile,
      Surroundings around) {
    this.id = id;
    this.identity = identity;
    this.description = description;
    this.link = link;
    this.profile = profile;
    this.around = around;
    this.sleep = new Sleep(around.stage(), around.host().clock());
    this.health = new Health((state, reason) -> around.host().status(id, state, reason));
    this.understanding =
        new Understanding(id, profile, around.host(), health, heard, around.misunderstood());
  }

  DeviceId id() {
    return id;
  }

  DeviceIdentity identity() {
    return identity;
  }

  DeviceLink link() {
    return link;
  }

  CoapProfile profile() {
    return profile;
  }

  ThingDescription description() {
    return description;
  }

  Requests requests() {
    return around.requests();
  }

  ScheduledExecutorService stage() {
    return around.stage();
  }

  boolean isMissed() {
    return health.state() == State.OFFLINE;
  }

  boolean isOnline() {
    return health.state() == State.ONLINE;
  }

  /** One command at a time: NSTART is 1 (RFC 7252 section 4.7). */
  ReentrantLock commands() {
    return commands;
  }

  /** What it said last. */
  Heard heard() {
    return heard;
  }

  /** Where commands wait while it sleeps. */
  Sleep sleep() {
    return sleep;
  }

  /** Begins to watch all feeds, one shortly after the other, the first after a pause. */
  synchronized void watch(Duration pause) {
    watches =
        link.feeds().stream()
            .map(feed -> new Watch(this, feed, around.pace(), around.observed().newToken()))
            .toList();
    watches.forEach(around.observed()::add);
    Duration at = pause;
    for (Watch watch : watches) {
      watch.askIn(at);
      at = at.plus(BETWEEN_FEEDS);
    }
  }

  /** It was seen on the network: if it was silent, ask now and not at the next try. */
  synchronized void seen() {
    if (health.state() != State.ONLINE && health.state() != State.QUARANTINED) {
      renew();
    }
  }

  /** It registered, which it does after a restart too: its observers may be forgotten. */
  void renew() {
    renewIn(Duration.ZERO);
  }

  /**
   * It registered, or renewed its registration: it listens now.
   *
   * @param sleeps how long it sleeps at a time; zero if it always listens
   */
  void woke(Duration sleeps) {
    boolean isNews;
    boolean wasMissed;
    synchronized (this) {
      isNews = !link.sleeps().equals(sleeps);
      link = link.sleeping(sleeps);
      wasMissed = scout != null;
    }
    if (isNews) {
      noteLater();
    }
    if (wasMissed) {
      renew();
    }
    sleep.woke();
  }

  /** However often it says otherwise, it is written down once in a while. */
  private void noteLater() {
    if (!noting.compareAndSet(false, true)) {
      return;
    }
    try {
      var _ =
          around
              .stage()
              .schedule(
                  () -> Thread.ofVirtual().name("coap-note").start(this::note),
                  NOTED_AFTER.toMillis(),
                  TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closing) {
      // It says so again when the hub runs again.
    }
  }

  private void note() {
    noting.set(false);
    if (!sleep.isEnded()) {
      around.host().redescribed(id, description, link.at().toString(), link.text());
    }
  }

  synchronized void renewIn(Duration pause) {
    scout = null;
    Duration at = pause;
    for (Watch watch : watches) {
      watch.renewIn(at);
      at = at.plus(BETWEEN_FEEDS);
    }
  }

  /** Something was done to it: what does not tell of changes by itself is asked for them. */
  synchronized void acted() {
    Duration at = BETWEEN_FEEDS;
    for (Watch watch : watches) {
      if (!watch.feed().observable()) {
        watch.renewIn(at);
        at = at.plus(BETWEEN_FEEDS);
      }
    }
  }

  /** It is elsewhere now, or offers something else; keeps what is as it was. */
  void relink(ThingDescription newDescription, DeviceLink newLink) {
    @Nullable Claim said;
    synchronized (this) {
      unwatch(false);
      description = newDescription;
      link = newLink;
      scout = null;
      around.host().redescribed(id, newDescription, newLink.at().toString(), newLink.text());
      watch(Duration.ZERO);
      said = claim;
      claim = null;
    }
    if (said != null && said.from().equals(newLink.at())) {
      var _ = announced(said.announced(), said.from());
    }
  }

  /** Stops watching, and tells the device so if it is to be polite. */
  synchronized void unwatch(boolean politely) {
    List<Watch> ended = watches;
    watches = List.of();
    for (Watch watch : ended) {
      around.observed().remove(watch);
      watch.stop(politely);
    }
  }

  /** It was heard from elsewhere, and proved who it is: that is where it is now. */
  void heardFrom(HomeAddress at) {
    synchronized (this) {
      if (at.peer().isEmpty() || !at.peer().equals(link.at().peer()) || at.equals(link.at())) {
        return;
      }
      link = link.movedTo(at);
    }
    around.host().redescribed(id, description, at.toString(), link.text());
  }

  /** A payload came from a feed; on the path of every reading. */
  void told(Watch watch, Payload payload) {
    back(watch);
    if (!link.sleeps().isZero()) {
      sleep.woke();
    }
    understanding.take(watch.feed(), payload, link.at());
  }

  /** It holds an event's feed open for us: it lives, and nothing has happened by that. */
  void listens(Watch watch) {
    back(watch);
    health.lives(watch.feed());
  }

  /** It answers, but does not let an event be observed. */
  void cannotTell(Watch watch) {
    listens(watch);
    understanding.untold(watch.feed(), link.at());
  }

  /**
   * Understands a payload and hands it on.
   *
   * @return its readings; empty if it made no sense, which then is on record
   */
  Optional<List<Reading>> read(Feed feed, Payload payload) {
    return understanding.read(feed, payload, link.at());
  }

  /**
   * It announced something on its own, or somebody else did by its name.
   *
   * @return whether that came from where it is; if not, it may have moved, and what it said there
   *     waits until that is known
   */
  boolean announced(Announcement announced, HomeAddress from) {
    if (!from.speaksFor(link.at())) {
      claim = new Claim(announced, from);
      return false;
    }
    boolean wasWell = isOnline();
    telling.lock();
    try {
      boolean isNews =
          announced.serial().isEmpty()
              || serials.isNews(
                  announced.serial().getAsInt(), announced.payload().bytes(), System.nanoTime());
      for (Watch watch : watches) {
        if (watch.feed().path().equals(announced.feed())) {
          watch.announced(announced.validity());
          if (isNews) {
            told(watch, announced.payload());
          } else {
            back(watch);
            health.well(watch.feed());
          }
        }
      }
    } finally {
      telling.unlock();
    }
    return wasWell || from.equals(link.at());
  }

  /** It pushed something that made no sense, or did: the same account as for its feeds. */
  void pushed(Feed push, @Nullable Problem rubbish) {
    if (rubbish == null) {
      health.well(push);
    } else {
      health.rubbish(push, rubbish.sentence());
    }
  }

  /** It answered with an error: it lives. */
  void answered(Watch watch, String code) {
    back(watch);
    health.refused(watch.feed(), code, watches.size());
  }

  /** Its registration ended, by its own word or because it did not renew it in time. */
  void signedOff(boolean itself) {
    health.silent(itself ? SIGNED_OFF : NOT_RENEWED);
  }

  private void back(Watch watch) {
    if (health.state() == State.OFFLINE) {
      synchronized (this) {
        scout = null;
        watches.stream()
            .filter(other -> other != watch)
            .forEach(other -> other.renewIn(BETWEEN_FEEDS));
      }
    }
  }

  /**
   * A feed does not answer. While nothing of the device does, one feed alone keeps trying.
   *
   * @return whether this feed should try again by itself
   */
  synchronized boolean silent(Watch watch) {
    boolean othersAnswer =
        watches.stream()
            .anyMatch(other -> other != watch && other.heardWithin(around.pace().leastSilence()));
    if (othersAnswer) {
      return true;
    }
    if (link.sleeps().isZero()) {
      health.silent(SILENT);
    } else {
      sleep.fellAsleep();
      if (sleep.isOverdue(link.sleeps())) {
        health.silent(NOT_RENEWED);
      }
    }
    if (scout == null) {
      scout = watch;
    }
    return scout == watch;
  }

  /** Whether changes of a property come by themselves. */
  boolean isObserved(AffordanceName property) {
    return watches.stream().anyMatch(watch -> watch.feed().tells(property) && watch.isObserved());
  }
}
