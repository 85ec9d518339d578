package org.hearthhub.backup;

import java.util.Optional;
import org.hearthhub.thing.DeviceId;

/**
 * Something in a store that is not as Hearth wrote it.
 *
 * @param file {@code home.db} or {@code history.db}
 * @param table as it is called in the file
 * @param row its number; 0 where it is about the whole table
 * @param device whose past it held, where that is known; what it is called only an owner may see
 * @param sentence what is wrong and what it held, for a person; without names
 */
public record Finding(
    String file, String table, long row, Optional<DeviceId> device, String sentence) {}
