package org.hearthhub.device;

import org.hearthhub.problem.Invalid;

/**
 * By what a device is known again: what its protocol proves or claims to be stable, never an
 * address unless there is nothing better.
 *
 * @param scheme how it is known, for example {@code ep} (RFC 9176 endpoint name), {@code td} (Thing
 *     Description id), {@code coiot}, {@code mdns}, or {@code address} as the last resort
 * @param value at most 300 characters
 */
public record DeviceIdentity(String scheme, String value) {
  public DeviceIdentity {
    if (scheme.isBlank() || value.isBlank() || value.length() > 300) {
      throw new Invalid("bad-identity", "A device identity has 1 to 300 characters.");
    }
  }

  @Override
  public String toString() {
    return scheme + ":" + value;
  }
}
