package org.hearthhub.device;

import java.time.Instant;
import org.hearthhub.thing.SightingId;

/**
 * Something that a person does not want to see in the inbox.
 *
 * @param id names it for un-ignoring
 * @param title what it called itself then
 * @param since when it was ignored
 */
public record Ignored(SightingId id, DeviceIdentity identity, String title, Instant since) {}
