package org.hearthhub.adapter.coap.profile.wot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import org.hearthhub.adapter.coap.Answer;
import org.hearthhub.adapter.coap.CoapProfile;
import org.hearthhub.adapter.coap.Control;
import org.hearthhub.adapter.coap.Conversation;
import org.hearthhub.adapter.coap.Feed;
import org.hearthhub.adapter.coap.Found;
import org.hearthhub.adapter.coap.format.ContentFormat;
import org.hearthhub.adapter.coap.format.CoreLink;
import org.hearthhub.adapter.coap.format.DeviceTime;
import org.hearthhub.adapter.coap.format.Payload;
import org.hearthhub.adapter.coap.format.Senml;
import org.hearthhub.adapter.coap.format.SenmlRecord;
import org.hearthhub.adapter.coap.format.Trees;
import org.hearthhub.adapter.coap.format.Values;
import org.hearthhub.problem.Invalid;
import org.hearthhub.thing.DataType;
import org.hearthhub.thing.Notification;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.Value;

/**
 * Devices with a Thing Description: {@code rt=wot.thing} or {@code /.well-known/wot} (W3C WoT
 * Discovery section 6.5), formats 432, 50 and 60; security {@code nosec}, or {@code psk} by the key
 * that the device was paired with.
 */
public final class WotProfile implements CoapProfile {
  private static final String WELL_KNOWN = "/.well-known/wot";
  private static final int MOST_THINGS = 32;

  @Override
  public String name() {
    return "wot";
  }

  @Override
  public List<Found> describe(Conversation device, List<CoreLink> links) {
    SequencedSet<String> paths = new LinkedHashSet<>();
    for (CoreLink link : links) {
      boolean thing = link.words("rt").contains("wot.thing") || link.target().equals(WELL_KNOWN);
      if (thing && link.target().startsWith("/") && paths.size() < MOST_THINGS) {
        paths.add(link.target());
      }
    }
    if (links.isEmpty()) {
      paths.add(WELL_KNOWN);
    }
    List<Found> found = new ArrayList<>();
    for (String path : paths) {
      Answer answer = device.get(path, accepted(links, path));
      if (answer.code() == 406) {
        answer = device.get(path, ContentFormat.NONE);
      }
      if (answer.ok()) {
        boolean cbor = answer.payload().format() == ContentFormat.CBOR;
        new ThingReader(Trees.read(answer.payload().bytes(), cbor), path, device.peer().isPresent())
            .read()
            .ifPresent(found::add);
      }
    }
    return found;
  }

  private static int accepted(List<CoreLink> links, String path) {
    List<Integer> offered =
        links.stream()
            .filter(link -> link.target().equals(path))
            .flatMap(link -> link.contentFormats().stream())
            .toList();
    return List.of(ContentFormat.TD_JSON, ContentFormat.JSON, ContentFormat.CBOR).stream()
        .filter(offered::contains)
        .findFirst()
        .orElse(ContentFormat.NONE);
  }

  @Override
  public List<Reading> read(Feed feed, Payload payload, Instant arrived) {
    Feed.Slot slot = feed.slots().getFirst();
    return told(feed, payload, slot.key(), slot.type(), arrived)
        .map(it -> List.of(new Reading(slot.property(), it.value(), arrived, it.time())))
        .orElse(List.of());
  }

  @Override
  public Notification notification(Feed feed, Payload payload, Instant arrived) {
    Feed.Event event = feed.event().orElseThrow();
    if (event.data().isEmpty()) {
      return new Notification(event.name(), Optional.empty(), arrived);
    }
    Told told =
        told(feed, payload, event.key(), event.data().get(), arrived)
            .orElseThrow(WotProfile::noValue);
    return new Notification(event.name(), Optional.of(told.value()), arrived, told.time());
  }

  /**
   * The value in a payload.
   *
   * @param time what the device itself says, where that is plausible
   */
  private record Told(Value value, Optional<Instant> time) {}

  private static Optional<Told> told(
      Feed feed, Payload payload, String key, DataType type, Instant arrived) {
    Payload given = payload.orElse(feed.format());
    if (!ContentFormat.isSenml(given.format())) {
      return Optional.of(new Told(Values.read(given, type), Optional.empty()));
    }
    List<SenmlRecord> records = Senml.read(given.bytes(), given.format(), arrived);
    SenmlRecord own =
        records.stream()
            .filter(one -> one.name().endsWith(key))
            .findFirst()
            .or(() -> records.size() == 1 ? Optional.of(records.getFirst()) : Optional.empty())
            .orElseThrow(WotProfile::noValue);
    return own.held()
        .map(value -> new Told(Values.fit(value, type), DeviceTime.plausible(own.time(), arrived)));
  }

  private static Invalid noValue() {
    return new Invalid("no-value", "It sends SenML without the value it promised.");
  }

  @Override
  public Payload write(Control control, Value value) {
    return Values.write(value, control.format());
  }
}
