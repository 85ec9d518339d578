package org.hearthhub.vault;

import java.util.List;

/**
 * What erasing a device's past did, in sentences for a person.
 *
 * @param done what was done and proven
 * @param failures what could not be proven; the past is unreadable to Hearth nonetheless
 * @param remains what this cannot reach
 */
public record ErasureReport(List<String> done, List<String> failures, List<String> remains) {
  public ErasureReport {
    done = List.copyOf(done);
    failures = List.copyOf(failures);
    remains = List.copyOf(remains);
  }

  /** Whether no trace of the device's keys was found in the files. */
  public boolean isProven() {
    return failures.isEmpty();
  }
}
