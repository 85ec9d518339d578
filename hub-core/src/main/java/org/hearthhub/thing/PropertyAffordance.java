package org.hearthhub.thing;

/**
 * State of a Thing that can be read, written or observed (W3C WoT TD 1.1 section 5.3.1.3).
 *
 * @param schema what its values look like
 * @param observable whether the device tells us of changes on its own
 */
public record PropertyAffordance(DataSchema schema, boolean observable) {}
