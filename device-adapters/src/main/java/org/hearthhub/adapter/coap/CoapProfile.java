package org.hearthhub.adapter.coap;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hearthhub.adapter.coap.format.CoreLink;
import org.hearthhub.adapter.coap.format.Payload;
import org.hearthhub.thing.Notification;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.Value;

/**
 * A dialect on top of CoAP: what a device's resources mean, and how values stand in payloads. The
 * adapter does the talking. Implementations keep no state and are thread-safe.
 */
public interface CoapProfile {
  /** One lower-case word; stored with each device it describes. */
  String name();

  /**
   * Whether a registration says of itself that it is of this dialect, as LwM2M does by {@code
   * lwm2m=1.1}. Then no other dialect looks at the device, and it is not asked for {@code
   * /.well-known/core} where the registration lists links. The profile finds it in {@link
   * Conversation#registration()}.
   */
  default boolean isFor(Registration registration) {
    return false;
  }

  /**
   * Finds out whether the device speaks this dialect and what it offers; empty if it is of another.
   * Runs on a virtual thread and may ask the device a bounded number of questions.
   *
   * @param links what it lists in {@code /.well-known/core}, or listed when it registered or
   *     answered a call to everybody; empty if it has no such list
   * @throws org.hearthhub.problem.Invalid if it speaks this dialect and makes no sense
   * @throws org.hearthhub.problem.Unavailable if it stopped answering
   */
  List<Found> describe(Conversation device, List<CoreLink> links);

  /**
   * What a payload of that feed says. On the path of every notification: no blocking, no logging.
   *
   * @param arrived when it arrived here
   * @return the readings in it; empty if it says nothing about the feed's properties
   * @throws org.hearthhub.problem.Problem with a sentence that begins with "It sends", if it cannot
   *     be understood
   */
  List<Reading> read(Feed feed, Payload payload, Instant arrived);

  /**
   * What a notification of an event's feed says. As {@link #read}.
   *
   * @param feed one with an event
   * @throws org.hearthhub.problem.Problem with a sentence that begins with "It sends", if it cannot
   *     be understood
   */
  default Notification notification(Feed feed, Payload payload, Instant arrived) {
    throw new UnsupportedOperationException("no event was described in this dialect");
  }

  /**
   * Understands what a device announces on its own, outside any resource; empty if that is not of
   * this dialect. On the path of every such message: no blocking, no logging.
   */
  default Optional<Announcement> hear(Overheard message) {
    return Optional.empty();
  }

  /**
   * Why the device cannot be reached, where its payload says so: what is behind a gateway may be
   * silent while the gateway answers.
   */
  default Optional<String> absence(Feed feed, Payload payload) {
    return Optional.empty();
  }

  /** The payload that sets a property to that value, or invokes an action with that input. */
  Payload write(Control control, Value value);

  /** The payload that invokes an action; empty where the request alone says it. */
  default Optional<Payload> invoke(Control control, Optional<Value> input) {
    return input.map(value -> write(control, value));
  }
}
