package org.hearthhub.adapter.coap.profile.shelly;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hearthhub.adapter.coap.Announcement;
import org.hearthhub.adapter.coap.Answer;
import org.hearthhub.adapter.coap.CoapProfile;
import org.hearthhub.adapter.coap.Control;
import org.hearthhub.adapter.coap.Conversation;
import org.hearthhub.adapter.coap.Feed;
import org.hearthhub.adapter.coap.Found;
import org.hearthhub.adapter.coap.LoginDialect;
import org.hearthhub.adapter.coap.Overheard;
import org.hearthhub.adapter.coap.format.ContentFormat;
import org.hearthhub.adapter.coap.format.CoreLink;
import org.hearthhub.adapter.coap.format.Payload;
import org.hearthhub.adapter.coap.format.Values;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.Value;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * Shelly devices of the first generation with firmware 1.8 or newer: they announce their status by
 * CoIoT (CoAP code 0.30, to everybody or to one address), describe it under {@code /cit/d}, and
 * take commands over their local HTTP. Thread-safe.
 */
public final class ShellyProfile implements CoapProfile, LoginDialect {
  static final String STATUS = "/cit/s";

  private static final String DESCRIPTION = "/cit/d";
  private static final int HTTP_PORT = 80;

  private final int httpPort;

  /** Devices as they are sold. */
  public ShellyProfile() {
    this(HTTP_PORT);
  }

  /**
   * @param httpPort where the devices take commands; 80 for real ones
   */
  public ShellyProfile(int httpPort) {
    this.httpPort = httpPort;
  }

  @Override
  public String name() {
    return "shelly";
  }

  @Override
  public String calledByPeople() {
    return "Shelly";
  }

  @Override
  public String usualUser() {
    return "admin";
  }

  @Override
  public Optional<Announcement> hear(Overheard message) {
    return CoiotOptions.who(message.options())
        .map(
            who ->
                new Announcement(
                    who.identity(),
                    Models.title(who),
                    STATUS,
                    message.payload(),
                    CoiotOptions.validity(message.options()),
                    CoiotOptions.serial(message.options()),
                    List.of(new CoreLink(DESCRIPTION, Map.of()))));
  }

  @Override
  public List<Found> describe(Conversation device, List<CoreLink> links) {
    boolean listed = links.stream().anyMatch(link -> link.target().equals(DESCRIPTION));
    if (!links.isEmpty() && !listed) {
      return List.of();
    }
    Answer answer = device.get(DESCRIPTION, ContentFormat.NONE);
    Optional<CoiotOptions.Who> who = CoiotOptions.who(answer.options());
    if (!answer.ok() || who.isEmpty()) {
      return List.of();
    }
    CoiotDescription description = CoiotDescription.read(answer.payload().bytes());
    return new ShellyReader(who.get(), description, httpPort).read().stream().toList();
  }

  @Override
  public List<Reading> read(Feed feed, Payload payload, Instant arrived) {
    Map<Integer, JsonNode> values = CoiotStatus.read(payload.bytes());
    List<Reading> readings = new ArrayList<>();
    for (Feed.Slot slot : feed.slots()) {
      String[] key = slot.key().split(ShellyReader.SEPARATOR, 3);
      JsonNode told = first(values.get(Integer.parseInt(key[0])));
      boolean isNone = told.isNull() || (key.length > 2 && told.asString("").equals(key[2]));
      if (!isNone) {
        readings.add(
            new Reading(slot.property(), value(told, Double.parseDouble(key[1]), slot), arrived));
      }
    }
    return readings;
  }

  /** A reason to wake up stands in a list of its own. */
  private static JsonNode first(@Nullable JsonNode told) {
    if (told == null || (told.isArray() && told.isEmpty())) {
      return NullNode.getInstance();
    }
    return told.isArray() ? told.path(0) : told;
  }

  private static Value value(JsonNode told, double factor, Feed.Slot slot) {
    Value value = Values.fit(Values.ofNode(told), slot.type());
    return value instanceof Value.Num(double number) && factor != 1
        ? Value.of(Math.round(number * factor * 1e6) / 1e6)
        : value;
  }

  /** The query of the HTTP request. */
  @Override
  public Payload write(Control control, Value value) {
    String query = Turn.valueOf(control.key()).query(value);
    return new Payload(ContentFormat.NONE, query.getBytes(StandardCharsets.US_ASCII));
  }
}
