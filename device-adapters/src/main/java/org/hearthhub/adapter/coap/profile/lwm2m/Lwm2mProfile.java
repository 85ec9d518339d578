package org.hearthhub.adapter.coap.profile.lwm2m;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hearthhub.adapter.coap.CoapProfile;
import org.hearthhub.adapter.coap.Control;
import org.hearthhub.adapter.coap.Conversation;
import org.hearthhub.adapter.coap.Feed;
import org.hearthhub.adapter.coap.Found;
import org.hearthhub.adapter.coap.KeyCarrier;
import org.hearthhub.adapter.coap.Provisioner;
import org.hearthhub.adapter.coap.Registration;
import org.hearthhub.adapter.coap.format.ContentFormat;
import org.hearthhub.adapter.coap.format.CoreLink;
import org.hearthhub.adapter.coap.format.DeviceTime;
import org.hearthhub.adapter.coap.format.Payload;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.Value;

/**
 * LwM2M 1.0 and 1.1 clients (OMA LwM2M TS Core and Transport 1.1.1): they register with the hub,
 * which reads, observes, writes and executes. Formats: text, TLV, SenML JSON and CBOR, whichever
 * the client uses by itself. As a bootstrap server it tells paired clients a key of their own.
 * Thread-safe.
 */
public final class Lwm2mProfile implements CoapProfile, KeyCarrier, Provisioner {
  /** Content format application/vnd.oma.lwm2m+tlv. */
  static final int TLV = 11542;

  private static final Payload NOTHING = new Payload(ContentFormat.NONE, new byte[0]);

  @Override
  public String name() {
    return "lwm2m";
  }

  @Override
  public boolean isFor(Registration registration) {
    return registration.parameter("lwm2m").isPresent();
  }

  @Override
  public List<Found> describe(Conversation device, List<CoreLink> links) {
    boolean registered = device.registration().filter(this::isFor).isPresent();
    boolean listed = links.stream().anyMatch(link -> link.words("rt").contains("oma.lwm2m"));
    List<Instance> instances = Instance.in(links);
    return (registered || listed) && !instances.isEmpty()
        ? List.of(new ClientReader(device, instances).read())
        : List.of();
  }

  /**
   * A key is written by the bootstrap server only, which this hub is where the client asks it to
   * be: a client of 1.1 that is registered is asked to do so now (resource 1/x/9). What it is told
   * then is agreed there.
   */
  @Override
  public Optional<Agreed> renew(Conversation device, Agreed suggested) {
    if (device.registration().flatMap(one -> one.parameter("lwm2m")).orElse("1.0").equals("1.0")) {
      return Optional.empty();
    }
    Instance.in(device.registration().map(Registration::links).orElse(List.of())).stream()
        .filter(instance -> instance.object() == Bootstrap.SERVER)
        .findFirst()
        .ifPresent(server -> device.post(server.path() + "/" + Bootstrap.TRIGGER, NOTHING));
    return Optional.empty();
  }

  @Override
  public String asksAt() {
    return "bs";
  }

  @Override
  public void understand(Map<String, String> query) {
    var _ = Bootstrap.format(query);
  }

  @Override
  public void provision(Conversation device, Map<String, String> query, Account account) {
    new Bootstrap(device, account, Bootstrap.format(query)).run();
  }

  @Override
  public List<Reading> read(Feed feed, Payload payload, Instant arrived) {
    Feed.Slot slot = feed.slots().getFirst();
    int resource = Integer.parseInt(feed.path().substring(feed.path().lastIndexOf('/') + 1));
    Contents contents = Contents.read(payload, arrived);
    return contents
        .value(resource, ResourceType.valueOf(slot.key()))
        .map(
            value ->
                List.of(
                    new Reading(
                        slot.property(),
                        value,
                        arrived,
                        DeviceTime.plausible(contents.time(resource), arrived))))
        .orElse(List.of());
  }

  @Override
  public Payload write(Control control, Value value) {
    return ResourceType.valueOf(control.key()).write(control.path(), value, control.format());
  }
}
