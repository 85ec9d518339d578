package org.hearthhub.history;

import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How large the store is, and how it grows.
 *
 * @param bytes both files and what waits to be folded into them
 * @param free left on their disk
 * @param cap what the store may grow to
 * @param readings committed since the store was made
 * @param perDay bytes a day of late; empty until a day is known
 * @param inAYear how large it will be if that goes on
 * @param fullOn when the cap or the disk is reached if that goes on; empty for never, or unknown
 */
public record Storage(
    long bytes,
    long free,
    OptionalLong cap,
    long readings,
    OptionalLong perDay,
    OptionalLong inAYear,
    Optional<LocalDate> fullOn) {}
