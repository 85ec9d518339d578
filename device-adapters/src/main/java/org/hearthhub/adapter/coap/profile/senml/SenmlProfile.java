package org.hearthhub.adapter.coap.profile.senml;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
import org.hearthhub.adapter.coap.format.SenmlWriter;
import org.hearthhub.adapter.coap.format.Trees;
import org.hearthhub.adapter.coap.format.Values;
import org.hearthhub.problem.Invalid;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.Value;
import tools.jackson.databind.JsonNode;

/**
 * Plain CoAP devices: what {@code /.well-known/core} lists, each value as SenML (RFC 8428), JSON,
 * CBOR or text. What can be written says so by its interface description ({@code if=core.a} or
 * {@code core.p}); it is never tried out.
 */
public final class SenmlProfile implements CoapProfile {
  @Override
  public String name() {
    return "senml";
  }

  @Override
  public List<Found> describe(Conversation device, List<CoreLink> links) {
    return new Survey(device).of(links).stream().toList();
  }

  @Override
  public List<Reading> read(Feed feed, Payload payload, Instant arrived) {
    Payload given = payload.orElse(feed.format());
    if (ContentFormat.isSenml(given.format())) {
      return records(feed, given, arrived);
    }
    Feed.Slot first = feed.slots().getFirst();
    if (Keys.member(first.key()).isEmpty()) {
      return List.of(new Reading(first.property(), Values.read(given, first.type()), arrived));
    }
    return members(feed, given, arrived);
  }

  private static List<Reading> records(Feed feed, Payload given, Instant arrived) {
    List<SenmlRecord> records = Senml.read(given.bytes(), given.format(), arrived);
    List<Reading> readings = new ArrayList<>(records.size());
    boolean alone = records.size() == 1 && feed.slots().size() == 1;
    for (SenmlRecord record : records) {
      for (Feed.Slot slot : feed.slots()) {
        if (alone || slot.key().equals(record.name())) {
          record
              .held()
              .ifPresent(
                  held ->
                      readings.add(
                          new Reading(
                              slot.property(),
                              Values.fit(held, slot.type()),
                              arrived,
                              DeviceTime.plausible(record.time(), arrived))));
        }
      }
    }
    return readings;
  }

  private static List<Reading> members(Feed feed, Payload given, Instant arrived) {
    JsonNode tree = Trees.read(given.bytes(), given.format() == ContentFormat.CBOR);
    if (!tree.isObject()) {
      throw new Invalid("no-object", "It sends something else where it promised an object.");
    }
    List<Reading> readings = new ArrayList<>(feed.slots().size());
    for (Feed.Slot slot : feed.slots()) {
      JsonNode member = tree.path(Keys.member(slot.key()).orElse(""));
      if (!member.isMissingNode() && !member.isNull()) {
        readings.add(
            new Reading(slot.property(), Values.fit(Values.ofNode(member), slot.type()), arrived));
      }
    }
    return readings;
  }

  @Override
  public Payload write(Control control, Value value) {
    if (ContentFormat.isSenml(control.format())) {
      return new Payload(
          control.format(),
          SenmlWriter.write(List.of(SenmlRecord.of(control.key(), value)), control.format()));
    }
    return Keys.write(control, value);
  }
}
