package org.hearthhub.adapter.coap;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import org.hearthhub.adapter.coap.format.ContentFormat;
import org.hearthhub.adapter.coap.format.CoreLink;
import org.hearthhub.adapter.coap.format.LinkFormat;
import org.hearthhub.adapter.coap.format.Utf8;
import org.hearthhub.device.AdapterHost;
import org.hearthhub.device.Credential;
import org.hearthhub.device.DeviceIdentity;
import org.hearthhub.device.Sighting;
import org.hearthhub.problem.Problem;
import org.hearthhub.thing.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Goes to an address and finds out who is there: reads {@code /.well-known/core} where that is not
 * known yet, lets the profiles look, and tells the hub, or finds a device of this home again.
 * Thread-safe; never blocks its callers.
 */
final class Lookout implements AutoCloseable {
  private static final Duration SIGHTING_HOLDS = Duration.ofMinutes(10);
  private static final Duration REGISTRATION_HOLDS = Duration.ofMinutes(10);
  private static final Duration DEVICE_HOLDS = Duration.ofHours(24);

  private final AdapterHost host;
  private final Requests requests;
  private final List<CoapProfile> profiles;
  private final Attachments attachments;
  private final CoapSettings.Pace pace;
  private final Pacer pacer;
  private final Misunderstood misunderstood;
  private final Roster roster = new Roster();
  private final Whereabouts whereabouts;
  private final Map<DeviceIdentity, Long> checked = new ConcurrentHashMap<>();
  private final Pairer pairer;
  private final Lookers lookers;
  private final Remembered remembered = new Remembered();

  Lookout(
      AdapterHost host,
      Requests requests,
      List<CoapProfile> profiles,
      Attachments attachments,
      ScheduledExecutorService stage,
      CoapSettings.Pace pace,
      Pacer pacer,
      Misunderstood misunderstood,
      Pairer pairer) {
    this.host = host;
    this.requests = requests;
    this.profiles = profiles;
    this.attachments = attachments;
    this.pace = pace;
    this.pacer = pacer;
    this.misunderstood = misunderstood;
    this.pairer = pairer;
    this.whereabouts = new Whereabouts(requests, pacer, pace, roster);
    this.lookers = new Lookers(stage, pace.firstRetry(), pacer.shareOfOneHost(), new Looks());
  }

  private final class Looks implements Lookers.Outcome {
    @Override
    public void look(Errand errand) {
      lookNow(errand);
    }

    @Override
    public void rubbish(Errand errand, Problem why) {
      misunderstood.note(errand.at(), why.sentence());
      String how = "what it says of itself makes no sense";
      if (errand.urgency() == Errand.Urgency.PERSON) {
        strange(errand, Optional.empty(), how);
      } else {
        amend(errand, how);
      }
    }

    @Override
    public void silent(Errand errand) {
      amend(errand, "it does not answer questions");
    }

    /** Who is in the inbox already is told of; of who is not, there is nothing to tell. */
    private void amend(Errand errand, String how) {
      remembered
          .at(errand.at())
          .filter(before -> !before.complete())
          .map(Remembered.Seen::sighting)
          .ifPresent(
              early -> told(errand.at(), without(early.identity(), errand, early.title(), how)));
    }
  }

  /** Somebody is there, and more is not known: who is known well is not asked again. */
  void heardFrom(HomeAddress at) {
    heardFrom(at, List.of());
  }

  /**
   * Somebody answered a call to everybody, and perhaps listed what it has: then it is in the inbox
   * at once, and asked the rest when its turn comes.
   */
  void heardFrom(HomeAddress at, List<CoreLink> links) {
    heard(
        Errand.heard(at, "answered on the network", links, attachments.at(at).isPresent()),
        Optional.empty(),
        Listing.title(links));
  }

  /** Somebody announced itself, and is asked where it describes itself. */
  void announced(HomeAddress at, Announcement announced) {
    heard(
        Errand.heard(at, "announced itself", announced.links(), false),
        Optional.of(announced.identity()),
        Optional.of(announced.title()));
  }

  /**
   * Somebody elsewhere announced itself as a device of this home: now and then that is looked into.
   */
  void claimed(HomeAddress from, Announcement announced) {
    if (whereabouts.isDue(from.host(), announced.identity())) {
      var _ = lookers.go(Errand.claimed(from, announced.links()));
    }
  }

  private void heard(Errand errand, Optional<DeviceIdentity> identity, Optional<String> title) {
    HomeAddress at = errand.at();
    List<CoreLink> links = errand.links();
    Optional<Attachment> device = identity.isPresent() ? Optional.empty() : attachments.at(at);
    if (device.isPresent()) {
      device.get().seen();
      if (holds(checked.get(device.get().identity()), DEVICE_HOLDS)) {
        return;
      }
    } else {
      // Once it is of the home, nobody is told from memory where it is: it may have moved since.
      Optional<Remembered.Seen> before =
          remembered.at(at).filter(one -> attachments.find(one.sighting().identity()).isEmpty());
      if (before.isPresent() && holds(before.get().nanos(), SIGHTING_HOLDS)) {
        host.sighted(before.get().sighting());
        return;
      }
    }
    if (device.isEmpty() && !links.isEmpty() && !Listing.isDirectory(links)) {
      meetEarly(errand, identity, Listing.name(links), title);
    }
    lookers.go(errand);
  }

  private void meetEarly(
      Errand errand,
      Optional<DeviceIdentity> identity,
      Optional<String> name,
      Optional<String> title) {
    List<DeviceIdentity> identities = roster.meet(errand.at(), identity, name);
    if (identities.stream().noneMatch(known -> attachments.find(known).isPresent())) {
      String called = title.or(() -> name).orElse("CoAP device");
      Sighting sighting =
          without(identities.getFirst(), errand, called, "it will be asked what it offers");
      remembered.early(errand.at(), sighting);
      host.sighted(sighting);
    }
  }

  /**
   * A device registered, or changed what it registered. One that is known well is only listened to
   * again: after a restart of its own it has forgotten who observed it.
   *
   * @return whether it will be looked at where that is needed; if not, too many wait
   */
  boolean registered(HomeAddress at, Registration registration, boolean tellsTheSame) {
    Optional<Attachment> device = attachments.at(at);
    device.ifPresent(Attachment::renew);
    device.ifPresent(known -> known.woke(registration.sleep()));
    boolean isNews = roster.note(at, registration.name());
    // If another one was thought to be here, what it said of a new place may have been true.
    device
        .filter(known -> roster.isNamedOtherwise(at, known.identity()))
        .flatMap(known -> whereabouts.refused(known.identity()))
        .ifPresent(lookers::go);
    boolean isKnown =
        tellsTheSame
            && device.isPresent()
            && holds(checked.get(device.get().identity()), REGISTRATION_HOLDS);
    return (isKnown && !isNews) || lookers.go(Errand.registered(at, registration));
  }

  /** A device renewed its registration from where it was, and has nothing new to tell. */
  void renewed(HomeAddress at, Registration registration) {
    attachments.at(at).ifPresent(known -> known.woke(registration.sleep()));
    heardFrom(at);
  }

  private static boolean holds(@Nullable Long nanos, Duration span) {
    return nanos != null && System.nanoTime() - nanos < span.toNanos();
  }

  /** Goes there; whether it will be looked at. If not, too many wait. */
  boolean look(Errand errand) {
    return lookers.go(errand);
  }

  /**
   * Goes there now: somebody waits for what it finds.
   *
   * @return completes when that is told; fails if nobody answered, or too many wait
   */
  CompletableFuture<Void> looking(Errand errand) {
    CompletableFuture<Void> looked = new CompletableFuture<>();
    try {
      run(
          () -> {
            try {
              lookNow(errand);
              looked.complete(null);
            } catch (RuntimeException failed) {
              looked.completeExceptionally(failed);
            }
          });
    } catch (Problem tooMany) {
      looked.completeExceptionally(tooMany);
    }
    return looked;
  }

  /** Runs something that may take a while, such as looking up a name, among the looks. */
  void run(Runnable task) {
    lookers.run(_ -> task.run());
  }

  private void lookNow(Errand errand) {
    if (errand.at().secure() && errand.at().peer().isEmpty()) {
      knock(errand);
      return;
    }
    Conversation device =
        new Conversation(requests, errand.at(), pace.answer(), errand.registration(), turn(errand));
    List<CoreLink> links = errand.links().isEmpty() ? ask(errand, device) : errand.links();
    Optional<String> name =
        errand.registration().map(Registration::name).or(() -> Listing.name(links));
    for (CoapProfile profile : profilesFor(errand)) {
      List<Found> all = profile.describe(device, links);
      for (Found found : all) {
        Optional<String> own = all.size() == 1 ? name : Optional.empty();
        meet(errand, own, identities(errand.at(), found, own, all.size() == 1), profile, found);
      }
      if (!all.isEmpty()) {
        if (errand.at().peer().isPresent() && profile instanceof KeyCarrier carrier) {
          renew(errand.at(), carrier, device);
        }
        return;
      }
    }
    if (!Listing.isDirectory(links)) {
      strange(errand, name, "it offers nothing that Hearth understands yet");
    }
  }

  /** Its label has done its part; what fails now is tried again when it is looked at next. */
  private void renew(HomeAddress at, KeyCarrier carrier, Conversation device) {
    try {
      pairer.renew(at, carrier, device);
    } catch (Problem keepsItsKey) {
      misunderstood.note(at, keepsItsKey.sentence());
    }
  }

  /** What a person waits for goes at once; all else has its turn. */
  private Conversation.Turn turn(Errand errand) {
    return errand.urgency() == Errand.Urgency.PERSON
        ? question -> {
          pacer.goAhead();
          return question.get();
        }
        : question -> pacer.ask(errand.at(), question);
  }

  private List<CoreLink> ask(Errand errand, Conversation device) {
    Answer core = device.get("/.well-known/core", ContentFormat.LINK_FORMAT);
    try {
      return core.ok() ? LinkFormat.read(core.payload().bytes()) : List.of();
    } catch (Problem rubbish) {
      misunderstood.keep(errand.at(), core.payload().bytes(), rubbish.sentence());
      throw rubbish;
    }
  }

  /** A registration may say of which dialect it is; then no other one looks. */
  private List<CoapProfile> profilesFor(Errand errand) {
    return errand
        .registration()
        .flatMap(
            registration ->
                profiles.stream().filter(profile -> profile.isFor(registration)).findFirst())
        .map(List::of)
        .orElse(profiles);
  }

  /** Somebody speaks only with who knows the secret: is anybody there at all? */
  private void knock(Errand errand) {
    if (errand.urgency() != Errand.Urgency.PERSON) {
      pacer.await();
    }
    if (!DtlsProbe.answers(errand.at().socket(), pace.answer().dividedBy(2))) {
      throw Requests.unreachable();
    }
    Optional<HomeAddress> met = attachments.met(errand.at());
    if (met.isPresent()) {
      if (errand.urgency() == Errand.Urgency.PERSON || isLookedAtLongAgo(met.get())) {
        lookNow(errand.to(met.get())); // there may be more behind it than there was
      }
      return;
    }
    Optional<HomeAddress> known = pairer.recognise(errand.at());
    if (known.isPresent()) {
      lookNow(Errand.named(known.get(), errand.why()));
      return;
    }
    DeviceIdentity identity = new DeviceIdentity(Roster.ADDRESS, errand.at().toString());
    told(
        errand.at(),
        without(identity, errand, "Secure CoAP device", "it speaks only with who is paired")
            .pairedWith(Pairer.hint(profiles, Optional.empty())));
  }

  private boolean isLookedAtLongAgo(HomeAddress proven) {
    return attachments.behind(proven.peer().orElseThrow()).stream()
        .noneMatch(device -> holds(checked.get(device.identity()), DEVICE_HOLDS));
  }

  /**
   * By what it is known, the strongest first. What is proven by a key is known by nothing else:
   * whatever it says of itself, it cannot be taken for another one, nor another one for it.
   */
  private List<DeviceIdentity> identities(
      HomeAddress at, Found found, Optional<String> name, boolean alone) {
    if (at.peer().isEmpty()) {
      return roster.meet(at, found.identity(), name);
    }
    String peer = at.peer().get();
    Optional<DeviceIdentity> part =
        found.identity().filter(own -> !alone || !own.scheme().equals(Roster.TD));
    return List.of(
        part.map(own -> new DeviceIdentity(Credential.SCHEME, peer + "/" + own.value()))
            .orElseGet(() -> new DeviceIdentity(Credential.SCHEME, peer)));
  }

  private void meet(
      Errand errand,
      Optional<String> name,
      List<DeviceIdentity> identities,
      CoapProfile profile,
      Found found) {
    HomeAddress at = errand.at();
    if (found.door().isPresent()) {
      meetLocked(errand, identities.getFirst(), found, found.door().get());
      return;
    }
    found.leftOut().ifPresent(sentence -> misunderstood.say(at, sentence));
    Optional<Duration> sleep = errand.registration().map(Registration::sleep);
    DeviceLink link = DeviceLink.of(profile, at, found).sleeping(sleep.orElse(Duration.ZERO));
    for (DeviceIdentity identity : identities) {
      Optional<Attachment> device = attachments.find(identity);
      if (device.isPresent()) {
        checked.put(identity, System.nanoTime());
        boolean elsewhere = !at.equals(device.get().link().at());
        if (!elsewhere || whereabouts.mayMove(device.get(), errand)) {
          Reunion.with(device.get(), found, link);
          sleep.ifPresent(device.get()::woke);
        }
        identities.stream().filter(other -> !other.equals(identity)).forEach(host::gone);
        return;
      }
    }
    DeviceIdentity identity = identities.getFirst();
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
            at.peer().isPresent(),
            Optional.of(
                new Sighting.Offer(found.description().titled(Utf8.cut(title, 100)), link.text())));
    told(at, sighting);
    // After the sighting: so the entry in the inbox stays the same one.
    identities.stream().skip(1).forEach(host::gone);
  }

  private void meetLocked(Errand errand, DeviceIdentity identity, Found found, Found.Door door) {
    HomeAddress plain = errand.at();
    HomeAddress behind = new HomeAddress(plain.host(), door.port(), true, Optional.empty());
    remembered.door(identity, door);
    told(
        plain,
        new Sighting(
                identity,
                CoapAdapter.NAME,
                Kind.of(found.description()),
                Utf8.cut(found.description().title(), 100),
                behind.toString(),
                errand.why() + "; it speaks only with who is paired",
                false,
                Optional.empty())
            .pairedWith(Pairer.hint(profiles, door.name())));
  }

  /** The name of the secret of something locked, where it told it. */
  Optional<String> nameAtDoor(DeviceIdentity identity) {
    return remembered.door(identity).flatMap(Found.Door::name);
  }

  private void strange(Errand errand, Optional<String> name, String how) {
    DeviceIdentity identity = roster.meet(errand.at(), Optional.empty(), name).getFirst();
    String title =
        remembered
            .at(errand.at())
            .map(before -> before.sighting().title())
            .or(() -> name)
            .orElse("CoAP device");
    told(errand.at(), without(identity, errand, title, how));
  }

  /** A sighting of what cannot be accepted, at least not yet. */
  private static Sighting without(
      DeviceIdentity identity, Errand errand, String title, String how) {
    return new Sighting(
        identity,
        CoapAdapter.NAME,
        Kind.UNKNOWN,
        title,
        errand.at().toString(),
        errand.why() + "; " + how,
        false,
        Optional.empty());
  }

  private void told(HomeAddress at, Sighting sighting) {
    remembered.whole(at, sighting);
    host.sighted(sighting);
  }

  /**
   * Its registration ended: if it only waits in the inbox, it leaves.
   *
   * @param itself whether the device said so; otherwise it did not renew in time
   */
  void goodbye(HomeAddress at, Registration registration, boolean itself) {
    DeviceIdentity identity = new DeviceIdentity(Roster.EP, registration.name());
    Optional<Attachment> device =
        attachments
            .find(identity)
            .filter(known -> known.link().at().equals(at)) // others can register by its name
            .or(() -> attachments.at(at));
    if (device.isPresent()) {
      if (itself || registration.sleeps()) {
        device.get().signedOff(itself);
      }
      return;
    }
    remembered.forget(at);
    host.gone(identity);
  }

  @Override
  public void close() {
    lookers.close();
  }
}
