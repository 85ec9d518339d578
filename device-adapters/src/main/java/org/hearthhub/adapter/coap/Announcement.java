package org.hearthhub.adapter.coap;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.hearthhub.adapter.coap.format.CoreLink;
import org.hearthhub.adapter.coap.format.Payload;
import org.hearthhub.device.DeviceIdentity;

/**
 * What a device announced on its own, as a profile understood it.
 *
 * @param title what to call it until more is known
 * @param feed path of the feed whose payload this is
 * @param validity for how long it holds; after a while longer than that, the device is missed
 * @param serial the same for the same status; empty where it has none
 * @param links where it describes itself, so that nobody need ask for its list
 */
public record Announcement(
    DeviceIdentity identity,
    String title,
    String feed,
    Payload payload,
    Duration validity,
    OptionalInt serial,
    List<CoreLink> links) {}
