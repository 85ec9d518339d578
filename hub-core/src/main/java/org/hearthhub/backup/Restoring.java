package org.hearthhub.backup;

import java.time.Instant;

/**
 * What a restore did, or would do.
 *
 * @param done false after a dry run
 * @param made the moment whose state comes back
 * @param storeBytes what it takes on the disk
 * @param erasures how many erased pasts and entries, which this backup may still hold, are erased
 *     from what is restored
 * @param erasuresKnownTo the time up to which erasures are known from what lies beside the backup;
 *     one made later is not
 * @param sentence what was or would be done, for a person
 */
public record Restoring(
    boolean done,
    Instant made,
    Contents contents,
    long storeBytes,
    long erasures,
    Instant erasuresKnownTo,
    String sentence) {}
