package org.hearthhub.adapter.coap.profile.tradfri;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hearthhub.adapter.coap.Answer;
import org.hearthhub.adapter.coap.CoapProfile;
import org.hearthhub.adapter.coap.Control;
import org.hearthhub.adapter.coap.Conversation;
import org.hearthhub.adapter.coap.Feed;
import org.hearthhub.adapter.coap.Found;
import org.hearthhub.adapter.coap.LabelDialect;
import org.hearthhub.adapter.coap.format.ContentFormat;
import org.hearthhub.adapter.coap.format.CoreLink;
import org.hearthhub.adapter.coap.format.Payload;
import org.hearthhub.adapter.coap.format.Trees;
import org.hearthhub.device.LabelSecret;
import org.hearthhub.device.PreSharedKey;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.Unavailable;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.Value;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The IKEA TRADFRI gateway: JSON of IPSO objects under numbers, over DTLS only. Each device behind
 * it, and each group, is a Thing of its own, known by the gateway's id and its number there.
 */
public final class TradfriProfile implements CoapProfile, LabelDialect {
  private static final String DEVICES = "/15001";
  private static final String GROUPS = "/15004";
  private static final String NEW_KEY = "/15011/9063";
  private static final String DETAILS = "/15011/15012";
  private static final int MOST_DEVICES = 64;
  private static final int MOST_GROUPS = 24;
  private static final int LABEL_LENGTH = 16;
  private static final int LABEL_BITS = 64;

  @Override
  public String name() {
    return "tradfri";
  }

  @Override
  public List<Found> describe(Conversation device, List<CoreLink> links) {
    if (device.peer().isEmpty() || links.stream().noneMatch(TradfriProfile::isOfGateway)) {
      return List.of();
    }
    List<Found> found = new ArrayList<>();
    collect(device, DEVICES, "", MOST_DEVICES, found);
    collect(device, GROUPS, "group-", MOST_GROUPS, found);
    return found;
  }

  /** Some firmware writes {@code //15001}. */
  private static boolean isOfGateway(CoreLink link) {
    return link.target().replaceAll("^/+", "/").startsWith(DEVICES);
  }

  private static void collect(
      Conversation device, String list, String prefix, int most, List<Found> found) {
    JsonNode numbers = document(device.get(list, ContentFormat.NONE));
    int taken = 0;
    for (JsonNode number : numbers) {
      if (number.isIntegralNumber() && taken++ < most) {
        String path = list + "/" + number.longValue();
        Answer answer = device.get(path, ContentFormat.NONE);
        if (answer.ok()) {
          new Accessory(document(answer), path, prefix + number.longValue())
              .found()
              .ifPresent(found::add);
        }
      }
    }
  }

  private static JsonNode document(Answer answer) {
    if (!answer.ok()) {
      throw new Unavailable(
          Unavailable.Who.DEVICE,
          "gateway-refused",
          "The gateway does not answer this now (" + answer.dotted() + ").");
    }
    return Trees.read(answer.payload().bytes(), false);
  }

  @Override
  public List<Reading> read(Feed feed, Payload payload, Instant arrived) {
    JsonNode document = Trees.read(payload.bytes(), false);
    List<Reading> readings = new ArrayList<>();
    for (Feed.Slot slot : feed.slots()) {
      facet(slot.key())
          .flatMap(facet -> facet.read(Accessory.at(document, slot.key())))
          .ifPresent(value -> readings.add(new Reading(slot.property(), value, arrived)));
    }
    return readings;
  }

  @Override
  public Optional<String> absence(Feed feed, Payload payload) {
    JsonNode reachable = Trees.read(payload.bytes(), false).path("9019");
    return reachable.isNumber() && reachable.intValue() == 0
        ? Optional.of("The gateway does not reach it. Is it switched on at the wall, and in range?")
        : Optional.empty();
  }

  private static Optional<Facet> facet(String key) {
    return Facet.of(key.substring(key.lastIndexOf('/') + 1));
  }

  @Override
  public Payload write(Control control, Value value) {
    Facet facet =
        facet(control.key()).orElseThrow(() -> new Invalid("no-such-facet", "That cannot be set."));
    ObjectNode document = Trees.mapper(false).createObjectNode();
    place(document, control).put(facet.field(), facet.write(value));
    return payload(document);
  }

  /** Only a blind has an action: to stop. */
  @Override
  public Optional<Payload> invoke(Control control, Optional<Value> input) {
    ObjectNode document = Trees.mapper(false).createObjectNode();
    String field = control.key().substring(control.key().lastIndexOf('/') + 1);
    place(document, control).put(field, 0.0);
    return Optional.of(payload(document));
  }

  /** Where in a document a control's number stands: in the first entry of a list, or at its top. */
  private static ObjectNode place(ObjectNode document, Control control) {
    int slash = control.key().indexOf('/');
    return slash < 0 ? document : document.putArray(control.key().substring(0, slash)).addObject();
  }

  private static Payload payload(ObjectNode document) {
    return new Payload(ContentFormat.NONE, document.toString().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean isLabel(LabelSecret secret) {
    byte[] text = secret.asText().octets();
    if (text.length != LABEL_LENGTH || secret.bits() < LABEL_BITS) {
      return false;
    }
    for (byte one : text) {
      if (!Character.isLetterOrDigit(one)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String labelName() {
    return "Client_identity";
  }

  @Override
  public int labelBits() {
    return LABEL_BITS;
  }

  @Override
  public String labelHint() {
    return "Of an IKEA TRADFRI gateway: the “Security Code” of 16 characters under it.";
  }

  @Override
  public Optional<Agreed> renew(Conversation gateway, Agreed suggested) {
    ObjectNode wish = Trees.mapper(false).createObjectNode();
    wish.put("9090", suggested.name());
    Answer answer = gateway.post(NEW_KEY, payload(wish));
    String key = document(answer).path("9091").stringValue("");
    return key.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Agreed(suggested.name(), new PreSharedKey(key.getBytes(StandardCharsets.UTF_8))));
  }

  @Override
  public String peer(Conversation gateway) {
    String id = document(gateway.get(DETAILS, ContentFormat.NONE)).path("9081").stringValue("");
    if (!id.matches("[0-9A-Za-z-]{4,64}")) {
      throw new Invalid("no-gateway-id", "The gateway does not say which one it is.");
    }
    return "tradfri-" + id;
  }
}
