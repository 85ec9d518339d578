package org.hearthhub.history;

import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;

/** Which past: that of one property of one device. */
public record SeriesName(DeviceId device, AffordanceName property) {}
