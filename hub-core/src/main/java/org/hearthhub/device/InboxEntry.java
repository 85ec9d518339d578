package org.hearthhub.device;

import java.time.Instant;
import org.hearthhub.thing.SightingId;

/** A sighting that waits for a person. */
public record InboxEntry(SightingId id, Sighting sighting, Instant seen) {}
