package org.hearthhub.adapter.coap;

import java.util.Map;
import org.eclipse.californium.core.coap.Response;
import org.hearthhub.adapter.coap.format.Payload;

/**
 * What a device answered.
 *
 * @param code its response code as a number, for example 205 for 2.05 Content
 * @param payload what came with it
 * @param maxAge for how many seconds it holds (RFC 7252 section 5.10.5)
 * @param options that CoAP itself does not know, by number
 */
public record Answer(int code, Payload payload, long maxAge, Map<Integer, byte[]> options) {
  public Answer {
    options = Map.copyOf(options);
  }

  static Answer of(Response response) {
    return new Answer(
        response.getRawCode() / 32 * 100 + response.getRawCode() % 32,
        new Payload(response.getOptions().getContentFormat(), response.getPayload()),
        response.getOptions().getMaxAge(),
        Vendor.options(response));
  }

  /** Whether it is a success, 2.xx. */
  public boolean ok() {
    return code >= 200 && code < 300;
  }

  /** The code as people know it, for example {@code 4.04}. */
  public String dotted() {
    return code / 100 + "." + (code % 100 < 10 ? "0" : "") + code % 100;
  }
}
