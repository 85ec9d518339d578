package org.hearthhub.adapter.coap;

import java.util.Map;
import org.hearthhub.device.PreSharedKey;

/**
 * A dialect whose devices ask the hub, in a session that they have proven with their present key,
 * how to reach it from now on; as LwM2M clients do of a bootstrap server. Implemented by a {@link
 * CoapProfile}.
 */
public interface Provisioner {
  /**
   * What a device is told.
   *
   * @param uri of the hub, {@code coaps://HOST:PORT}
   * @param name the PSK identity under which it is known from now on
   */
  record Account(String uri, String name, PreSharedKey key) {}

  /** The resource of the hub at which they ask, one segment of a path. */
  String asksAt();

  /**
   * Whether a device asks in a way that can be answered.
   *
   * @param query what it asked with
   * @throws org.hearthhub.problem.Problem if not: what is wrong, as a sentence
   */
  void understand(Map<String, String> query);

  /**
   * Tells a device its account; runs on a virtual thread after the device was answered that it will
   * be told.
   *
   * @param device proven, by its present key, which stays good until the new one has worked
   * @param query what it asked with
   * @throws org.hearthhub.problem.Problem if it failed
   */
  void provision(Conversation device, Map<String, String> query, Account account);
}
