package org.hearthhub.thing;

import java.util.Optional;

/**
 * Something a Thing can do (W3C WoT TD 1.1 section 5.3.1.4).
 *
 * @param title for people
 * @param description for people
 * @param input what it takes; empty when it takes nothing
 * @param output what it gives back; empty when nothing
 */
public record ActionAffordance(
    Optional<String> title,
    Optional<String> description,
    Optional<DataSchema> input,
    Optional<DataSchema> output) {}
