package org.hearthhub.app.settings;

/**
 * Where to listen.
 *
 * @param number 0 for any free one, else 1 to 65535
 * @param chosen whether a person chose it, rather than it being the usual one
 */
public record Port(int number, boolean chosen) {
  /** Any free port, as asked for. */
  public static final Port ANY = new Port(0, true);

  public Port {
    if (number < 0 || number > 65535) {
      throw new IllegalArgumentException("a port is 0 to 65535");
    }
  }
}
