package org.hearthhub.adapter.coap;

import java.util.Map;
import org.hearthhub.adapter.coap.format.Payload;

/**
 * A message that nobody asked for and that is meant for no resource: a device tells its status to
 * everybody, with a code of its own.
 *
 * @param options that CoAP itself does not know, by number; the last one where a number repeats
 */
public record Overheard(Map<Integer, byte[]> options, Payload payload) {
  public Overheard {
    options = Map.copyOf(options);
  }
}
