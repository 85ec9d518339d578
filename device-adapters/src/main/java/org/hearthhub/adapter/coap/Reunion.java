package org.hearthhub.adapter.coap;

import org.hearthhub.thing.ThingDescription;

/** A device of this home is met again. */
final class Reunion {
  private Reunion() {}

  /** Where it is and what it offers may have changed; how long it sleeps it says when it wakes. */
  static void with(Attachment device, Found found, DeviceLink link) {
    boolean better =
        found.declared()
            || (!found.feeds().isEmpty() && isMore(found.description(), device.description()));
    DeviceLink next =
        better ? link.sleeping(device.link().sleeps()) : device.link().movedTo(link.at());
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
}
