package org.hearthhub.adapter.coap;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.hearthhub.adapter.coap.format.ContentFormat;
import org.hearthhub.adapter.coap.format.CoreLink;
import org.hearthhub.adapter.coap.format.LinkFormat;
import org.hearthhub.adapter.coap.format.Utf8;
import org.hearthhub.device.AdapterHost;
import org.hearthhub.device.DeviceIdentity;
import org.hearthhub.device.Sighting;
import org.hearthhub.problem.Problem;
import org.hearthhub.problem.TooMuch;
import org.hearthhub.problem.Unavailable;
import org.hearthhub.thing.Kind;
import org.hearthhub.thing.ThingDescription;
import org.jspecify.annotations.Nullable;

/**
 * Goes to an address and finds out who is there: reads {@code /.well-known/core}, lets the profiles
 * look, and tells the hub, or finds a device of this home again. Thread-safe; never blocks its
 * callers.
 */
final class Lookout implements AutoCloseable {
  private static final int AT_ONCE = 16;
  private static final int TRIES = 4;
  private static final int MOST_WAITING = 1024;
  private static final int MOST_REMEMBERED = 1000;
  private static final Duration SIGHTING_HOLDS = Duration.ofMinutes(10);
  private static final Duration REGISTRATION_HOLDS = Duration.ofMinutes(10);
  private static final Duration DEVICE_HOLDS = Duration.ofHours(24);

  private record Seen(Sighting sighting, long nanos) {}

  private final AdapterHost host;
  private final Requests requests;
  private final List<CoapProfile> profiles;
  private final Attachments attachments;
  private final CoapSettings.Pace pace;
  private final ScheduledExecutorService stage;
  private final Roster roster = new Roster();
  private final Set<HomeAddress> looking = ConcurrentHashMap.newKeySet();
  private final Map<DeviceIdentity, Long> checked = new ConcurrentHashMap<>();
  private final ExecutorService lookers;
  private final Map<HomeAddress, Seen> seen =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<HomeAddress, Seen> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  Lookout(
      AdapterHost host,
      Requests requests,
      List<CoapProfile> profiles,
      Attachments attachments,
      ScheduledExecutorService stage,
      CoapSettings.Pace pace) {
    this.host = host;
    this.requests = requests;
    this.profiles = profiles;
    this.attachments = attachments;
    this.stage = stage;
    this.pace = pace;
    this.lookers =
        new ThreadPoolExecutor(
            AT_ONCE,
            AT_ONCE,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofVirtual().name("coap-look-", 1).factory());
  }

  /** Somebody answered a call to everybody; who is known well is not asked again. */
  void heardFrom(HomeAddress at) {
    Optional<Attachment> device = attachments.at(at);
    if (device.isPresent()) {
      device.get().seen();
      if (holds(checked.get(device.get().identity()), DEVICE_HOLDS)) {
        return;
      }
    } else {
      Optional<Seen> before = remembered(at);
      if (before.isPresent() && holds(before.get().nanos(), SIGHTING_HOLDS)) {
        host.sighted(before.get().sighting());
        return;
      }
    }
    look(Errand.answered(at));
  }

  /**
   * A device registered. One that is known well is only listened to again: after a restart of its
   * own it has forgotten who observed it.
   *
   * @return whether it will be looked at where that is needed; if not, too many wait
   */
  boolean registered(HomeAddress at, String endpointName) {
    Optional<Attachment> device = attachments.at(at);
    device.ifPresent(Attachment::renew);
    boolean isNews = roster.note(at, endpointName);
    boolean isKnown =
        device.isPresent() && holds(checked.get(device.get().identity()), REGISTRATION_HOLDS);
    return (isKnown && !isNews) || look(Errand.registered(at, endpointName));
  }

  private static boolean holds(@Nullable Long nanos, Duration span) {
    return nanos != null && System.nanoTime() - nanos < span.toNanos();
  }

  /**
   * Goes there, unless somebody is on the way already.
   *
   * @return whether it will be looked at; if not, too many wait
   */
  boolean look(Errand errand) {
    return look(errand, pace.firstRetry(), TRIES);
  }

  private boolean look(Errand errand, Duration pause, int tries) {
    if (!looking.add(errand.at())) {
      if (errand.endpointName().isPresent()) {
        lookLater(errand, pause, tries - 1); // who is on the way may not know the name
      }
      return true;
    }
    try {
      lookers.execute(
          () -> {
            try {
              lookNow(errand);
            } catch (Unavailable silent) {
              lookLater(errand, pause, tries - 1);
            } catch (Problem rubbish) {
              // Not a device that can be understood: nothing to tell anybody.
            } finally {
              looking.remove(errand.at());
            }
          });
      return true;
    } catch (RejectedExecutionException busy) {
      looking.remove(errand.at());
      return false;
    }
  }

  /** It was there a moment ago, or a person says that it is: it may just be starting. */
  private void lookLater(Errand errand, Duration pause, int tries) {
    if (tries == 0) {
      return;
    }
    try {
      var _ =
          stage.schedule(
              () -> look(errand, pause.multipliedBy(3), tries),
              pause.toMillis(),
              TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closing) {
      // Nobody looks any longer.
    }
  }

  /** Runs something that may take a while, such as looking up a name, among the looks. */
  void run(Runnable task) {
    try {
      lookers.execute(
          () -> {
            try {
              task.run();
            } catch (Problem nothingThere) {
              // Nobody of that name, or not at home.
            }
          });
    } catch (RejectedExecutionException busy) {
      throw tooManyLooks();
    }
  }

  static TooMuch tooManyLooks() {
    return TooMuch.often(
        "too-many-looks",
        "Hearth is looking at many addresses already. Try again in a minute.",
        Duration.ofMinutes(1));
  }

  private void lookNow(Errand errand) {
    Conversation device = new Conversation(requests, errand.at(), pace.answer());
    Answer core = device.get("/.well-known/core", ContentFormat.LINK_FORMAT);
    List<CoreLink> links = core.ok() ? LinkFormat.read(core.payload().bytes()) : List.of();
    Optional<String> name = errand.endpointName().or(() -> nameIn(links));
    for (CoapProfile profile : profiles) {
      List<Found> all = profile.describe(device, links);
      for (Found found : all) {
        Optional<String> own = all.size() == 1 ? name : Optional.empty();
        meet(errand, own, profile, found);
      }
      if (!all.isEmpty()) {
        return;
      }
    }
    if (links.stream().noneMatch(link -> link.words("rt").contains("core.rd"))) {
      strange(errand, name);
    }
  }

  private static Optional<String> nameIn(List<CoreLink> links) {
    return links.stream()
        .flatMap(link -> link.attribute("ep").stream())
        .filter(name -> !name.isBlank() && name.length() <= 63)
        .findFirst();
  }

  private void meet(Errand errand, Optional<String> name, CoapProfile profile, Found found) {
    HomeAddress at = errand.at();
    List<DeviceIdentity> identities = roster.meet(at, found.identity(), name);
    DeviceLink link = DeviceLink.of(profile, at, found);
    for (DeviceIdentity identity : identities) {
      Optional<Attachment> device = attachments.find(identity);
      if (device.isPresent()) {
        checked.put(identity, System.nanoTime());
        again(device.get(), found, link, errand.asked());
        identities.stream().filter(other -> !other.equals(identity)).forEach(host::gone);
        return;
      }
    }
    DeviceIdentity identity = identities.getFirst();
    identities.stream().skip(1).forEach(host::gone);
    String title =
        found.titled() ? found.description().title() : name.orElse(found.description().title());
    Sighting sighting =
        new Sighting(
            identity,
            CoapAdapter.NAME,
            Kind.of(found.description()),
            Utf8.cut(title, 100),
            at.toString(),
            errand.why() + "; " + Roster.words(identity),
            false,
            Optional.of(
                new Sighting.Offer(found.description().titled(Utf8.cut(title, 100)), link.text())));
    remember(at, sighting);
    host.sighted(sighting);
  }

  /** A device of this home: where it is and what it offers may have changed. */
  private static void again(Attachment device, Found found, DeviceLink link, boolean asked) {
    boolean elsewhere = !link.at().equals(device.link().at());
    if (elsewhere && !asked && device.isOnline()) {
      return; // it has several addresses, and is well at the one we know
    }
    boolean better =
        found.declared()
            || (!found.feeds().isEmpty() && isMore(found.description(), device.description()));
    DeviceLink next = better ? link : device.link().movedTo(link.at());
    ThingDescription description =
        better ? found.description().titled(device.description().title()) : device.description();
    if (next.equals(device.link()) && description.equals(device.description())) {
      device.seen();
    } else {
      device.relink(description, next);
    }
  }

  private static boolean isMore(ThingDescription now, ThingDescription before) {
    return now.properties().size() > before.properties().size()
        && now.properties().keySet().containsAll(before.properties().keySet());
  }

  private void strange(Errand errand, Optional<String> name) {
    HomeAddress at = errand.at();
    DeviceIdentity identity = roster.meet(at, Optional.empty(), name).getFirst();
    Sighting sighting =
        new Sighting(
            identity,
            CoapAdapter.NAME,
            Kind.UNKNOWN,
            name.orElse("CoAP device"),
            at.toString(),
            errand.why() + "; it offers nothing that Hearth understands yet",
            false,
            Optional.empty());
    remember(at, sighting);
    host.sighted(sighting);
  }

  private void remember(HomeAddress at, Sighting sighting) {
    synchronized (seen) {
      seen.put(at, new Seen(sighting, System.nanoTime()));
    }
  }

  private Optional<Seen> remembered(HomeAddress at) {
    synchronized (seen) {
      return Optional.ofNullable(seen.get(at));
    }
  }

  /** Its registration ended: if it only waits in the inbox, it leaves. */
  void goodbye(HomeAddress at, String endpointName) {
    DeviceIdentity identity = new DeviceIdentity(Roster.EP, endpointName);
    if (attachments.find(identity).isEmpty()) {
      synchronized (seen) {
        seen.remove(at);
      }
      host.gone(identity);
    }
  }

  @Override
  public void close() {
    lookers.shutdownNow();
  }
}
