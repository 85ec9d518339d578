package org.hearthhub.adapter.coap;

import java.util.List;
import java.util.Optional;
import org.hearthhub.adapter.coap.format.Payload;
import org.hearthhub.device.AdapterHost;
import org.hearthhub.problem.Problem;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Notification;
import org.hearthhub.thing.Reading;

/**
 * What the payloads of one device mean: that is told to the hub; what makes no sense goes on
 * record, with its bytes. Thread-safe.
 */
final class Understanding {
  private final DeviceId id;
  private final CoapProfile profile;
  private final AdapterHost host;
  private final Health health;
  private final Heard heard;
  private final Misunderstood misunderstood;

  Understanding(
      DeviceId id,
      CoapProfile profile,
      AdapterHost host,
      Health health,
      Heard heard,
      Misunderstood misunderstood) {
    this.id = id;
    this.profile = profile;
    this.host = host;
    this.health = health;
    this.heard = heard;
    this.misunderstood = misunderstood;
  }

  /** Takes what a feed brought: readings, or an event that happened; on the path of each. */
  void take(Feed feed, Payload payload, HomeAddress from) {
    if (feed.isEvent()) {
      happened(feed, payload, from);
    } else {
      read(feed, payload, from);
    }
  }

  /**
   * Understands a payload and hands it on.
   *
   * @return its readings; empty if it made no sense, which then is on record
   */
  Optional<List<Reading>> read(Feed feed, Payload payload, HomeAddress from) {
    List<Reading> readings;
    try {
      Optional<String> absence = profile.absence(feed, payload);
      if (absence.isPresent()) {
        health.silent(absence.get());
        return Optional.of(List.of());
      }
      readings = profile.read(feed, payload, host.clock().instant());
    } catch (Problem rubbish) {
      rubbish(feed, payload, from, rubbish);
      return Optional.empty();
    }
    health.well(feed);
    if (!readings.isEmpty()) {
      host.report(id, readings);
      heard.remember(readings);
    }
    return Optional.of(readings);
  }

  private void happened(Feed feed, Payload payload, HomeAddress from) {
    Notification notification;
    try {
      notification = profile.notification(feed, payload, host.clock().instant());
    } catch (Problem rubbish) {
      rubbish(feed, payload, from, rubbish);
      return;
    }
    health.well(feed);
    host.notified(id, notification);
  }

  private void rubbish(Feed feed, Payload payload, HomeAddress from, Problem why) {
    misunderstood.note(from, payload.bytes(), why.sentence());
    health.rubbish(feed, why.sentence());
  }

  /** An event of it cannot be observed after all. */
  void untold(Feed feed, HomeAddress from) {
    feed.event()
        .ifPresent(
            event ->
                misunderstood.say(
                    from,
                    "It does not tell of its event “%s”: it cannot be observed."
                        .formatted(event.name())));
  }
}
