package org.hearthhub.adapter.coap;

/**
 * A dialect whose devices take commands by plain HTTP, and may ask for a user and a password then.
 * Implemented by a {@link CoapProfile}.
 */
public interface LoginDialect {
  /** What people call such a device, for example {@code Shelly}. */
  String calledByPeople();

  /** The user that a device knows as long as its owner gave it no other. */
  String usualUser();
}
