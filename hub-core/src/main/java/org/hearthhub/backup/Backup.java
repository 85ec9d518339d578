package org.hearthhub.backup;

import java.time.Instant;
import java.util.Optional;

/**
 * A backup in the backup folder.
 *
 * @param name of its file, for example {@code hearth-2026-11-22T030000Z.hearth}
 * @param made the moment whose state it holds
 * @param bytes of the file
 * @param contents what it holds; empty where this hub did not make it
 * @param check whether it was proven to be good
 */
public record Backup(
    String name, Instant made, long bytes, Optional<Contents> contents, Check check) {}
