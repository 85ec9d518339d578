package org.hearthhub.adapter.coap;

import java.util.Optional;
import org.hearthhub.device.PreSharedKey;

/**
 * A dialect that can give a paired device a fresh key, so that the secret on its label is good for
 * nothing afterwards. Implemented by a {@link CoapProfile}. The old key stays good until the fresh
 * one has worked once.
 */
public interface KeyCarrier {
  /**
   * A key that device and hub agreed on.
   *
   * @param name the PSK identity
   */
  record Agreed(String name, PreSharedKey key) {}

  /**
   * Gives a device another key; runs on a virtual thread.
   *
   * @param device proven, by its present key
   * @param suggested a name and a random key, which may be taken or not
   * @return what was agreed; empty if this device takes none
   * @throws org.hearthhub.problem.Problem if it failed: the present key stays
   */
  Optional<Agreed> renew(Conversation device, Agreed suggested);
}
