package org.hearthhub.adapter.coap;

import java.util.HashMap;
import java.util.Map;
import org.eclipse.californium.core.coap.Message;
import org.eclipse.californium.core.coap.Option;

/** Options that CoAP itself does not know. */
final class Vendor {
  private Vendor() {}

  /** By number; the last one where a number repeats. */
  static Map<Integer, byte[]> options(Message message) {
    Map<Integer, byte[]> options = new HashMap<>();
    for (Option option : message.getOptions().getOthers()) {
      options.put(option.getNumber(), option.getValue());
    }
    return options;
  }
}
