package org.hearthhub.vault;

import java.time.Instant;
import java.util.Set;

/**
 * What was erased for good. A backup from before still holds these keys: whoever restores one hands
 * this to {@link Vault#apply}.
 *
 * @param id random, the same wherever it is applied
 */
public record Erasure(long id, Instant time, Set<DataKeyId> keys) {
  public Erasure {
    keys = Set.copyOf(keys);
  }
}
