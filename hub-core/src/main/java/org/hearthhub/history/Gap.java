package org.hearthhub.history;

import java.time.Instant;

/**
 * Readings that an answer lacks, because the part of the store that held them no longer opens.
 *
 * @param from the earliest that one of them can have been
 * @param to after the latest
 * @param readings how many they were
 */
public record Gap(Instant from, Instant to, int readings) {}
