package org.hearthhub.device;

import java.time.Instant;
import org.hearthhub.thing.Value;

/** What a property holds now, and when it was heard. */
public record CurrentValue(Value value, Instant time) {}
