package org.hearthhub.device;

import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.ThingDescription;

/**
 * A device of this home, as its adapter needs to know it.
 *
 * @param id ours
 * @param identity by what it is known again
 * @param description what it is and can, as the adapter once described it
 * @param link how it is reached; the adapter's own text
 */
public record AttachedDevice(
    DeviceId id, DeviceIdentity identity, ThingDescription description, String link) {}
