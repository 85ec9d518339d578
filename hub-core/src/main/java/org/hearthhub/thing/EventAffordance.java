package org.hearthhub.thing;

import java.util.Optional;

/**
 * Something a Thing can tell (W3C WoT TD 1.1 section 5.3.1.5).
 *
 * @param title for people
 * @param description for people
 * @param data what comes with it; empty when nothing
 */
public record EventAffordance(
    Optional<String> title, Optional<String> description, Optional<DataSchema> data) {}
