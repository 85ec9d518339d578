package org.hearthhub.backup;

/**
 * What a backup holds, counted.
 *
 * @param devices accepted into the home at that time
 * @param blobs sealed rows in both files: records, audit entries, parts of the past
 * @param readings committed since the store was made
 * @param auditEntries in the journal of who did what
 * @param storeBytes of both files
 */
public record Contents(
    long devices, long blobs, long readings, long auditEntries, long storeBytes) {}
