package org.hearthhub.adapter.coap;

import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hearthhub.adapter.coap.format.ContentFormat;
import org.hearthhub.adapter.coap.format.CoreLink;
import org.hearthhub.adapter.coap.format.LinkFormat;
import org.hearthhub.device.DeviceIdentity;
import org.hearthhub.problem.Problem;
import org.hearthhub.problem.Unavailable;

/**
 * Where a device is that proves nothing: anybody can use its name. So its word, or somebody's,
 * moves it only if it does not answer any longer where it was. Thread-safe; blocks.
 */
final class Whereabouts {
  private static final Duration BETWEEN_CLAIMS = Duration.ofSeconds(10);
  private static final int MOST_CLAIMS = 1000;

  private record Claimant(InetAddress host, DeviceIdentity of) {}

  private final Requests requests;
  private final Pacer pacer;
  private final Duration patience;
  private final Roster roster;
  private final Map<Claimant, Long> claims =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Claimant, Long> eldest) {
          return size() > MOST_CLAIMS;
        }
      };

  /** Claims that did not hold, by who is said to be elsewhere. */
  private final Map<DeviceIdentity, Errand> refused =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<DeviceIdentity, Errand> eldest) {
          return size() > MOST_CLAIMS;
        }
      };

  Whereabouts(Requests requests, Pacer pacer, CoapSettings.Pace pace, Roster roster) {
    this.requests = requests;
    this.pacer = pacer;
    this.patience = pace.answer().dividedBy(2);
    this.roster = roster;
  }

  /** Whether it is time to look into an announcement by that name from another host. */
  synchronized boolean isDue(InetAddress host, DeviceIdentity of) {
    long now = System.nanoTime();
    Claimant claimant = new Claimant(host, of);
    Long before = claims.get(claimant);
    if (before != null && now - before < BETWEEN_CLAIMS.toNanos()) {
      return false;
    }
    claims.remove(claimant); // the eldest goes first
    claims.put(claimant, now);
    return true;
  }

  /**
   * Whether a device may be taken to be where that errand led.
   *
   * @throws Unavailable if the hub stops meanwhile
   */
  boolean mayMove(Attachment device, Errand errand) {
    if (device.link().at().peer().isPresent() || device.isMissed()) {
      return true;
    }
    if (!errand.asked() && device.isOnline()) {
      return false; // it has several addresses, and is well at the one we know
    }
    if (!isStillThere(device)) {
      return true;
    }
    synchronized (this) {
      refused.put(device.identity(), errand);
    }
    // Somebody else may have registered from there meanwhile, who does not see what is kept now.
    return roster.isNamedOtherwise(device.link().at(), device.identity())
        && !listsItself(device)
        && refused(device.identity()).isPresent();
  }

  /** What was refused while it was not known that somebody else is there now. */
  synchronized Optional<Errand> refused(DeviceIdentity identity) {
    return Optional.ofNullable(refused.remove(identity));
  }

  private boolean isStillThere(Attachment device) {
    HomeAddress at = device.link().at();
    if (roster.isNamedOtherwise(at, device.identity())) {
      return listsItself(device);
    }
    Conversation there = conversation(at);
    try {
      Optional<Feed> feed = device.link().feeds().stream().findFirst();
      Answer answer =
          feed.isPresent()
              ? there.get(feed.get().path(), feed.get().format())
              : there.get("/.well-known/core", ContentFormat.LINK_FORMAT);
      // Of who has nothing to tell, any answer shows that somebody is there.
      return (answer.ok() || feed.isEmpty()) && isNamed(device, there);
    } catch (Problem noSenseInIt) {
      if (Thread.currentThread().isInterrupted()) {
        throw noSenseInIt;
      }
      return false;
    }
  }

  /** Whether it says itself that it is there: who registered in its place may have forged that. */
  private boolean listsItself(Attachment device) {
    return Listing.name(list(conversation(device.link().at())))
        .filter(name -> name.equals(device.identity().value()))
        .isPresent();
  }

  private Conversation conversation(HomeAddress at) {
    return new Conversation(
        requests, at, patience, Optional.empty(), question -> pacer.ask(at, question));
  }

  private static boolean isNamed(Attachment device, Conversation there) {
    DeviceIdentity identity = device.identity();
    if (identity.scheme().equals(Roster.ADDRESS)) {
      return true;
    }
    if (identity.scheme().equals(Roster.EP)) {
      // Who registered need not list its name.
      return Listing.name(list(there)).filter(name -> !name.equals(identity.value())).isEmpty();
    }
    return isDescribed(device, there, List.of()) || isDescribed(device, there, list(there));
  }

  private static boolean isDescribed(Attachment device, Conversation there, List<CoreLink> links) {
    return device.profile().describe(there, links).stream()
        .flatMap(found -> found.identity().stream())
        .anyMatch(device.identity()::equals);
  }

  private static List<CoreLink> list(Conversation there) {
    try {
      Answer core = there.get("/.well-known/core", ContentFormat.LINK_FORMAT);
      return core.ok() ? LinkFormat.read(core.payload().bytes()) : List.of();
    } catch (Problem hasNone) {
      return List.of();
    }
  }
}
