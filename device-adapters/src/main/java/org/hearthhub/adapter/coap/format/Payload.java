package org.hearthhub.adapter.coap.format;

/**
 * The body of a CoAP message.
 *
 * @param format its content format; {@link ContentFormat#NONE} where it says none
 * @param bytes not to be changed by anybody
 */
@SuppressWarnings("ArrayRecordComponent") // carries bytes, is never compared
public record Payload(int format, byte[] bytes) {
  public boolean isEmpty() {
    return bytes.length == 0;
  }

  /** The same bytes, read as another format where they say none. */
  public Payload orElse(int assumed) {
    return format == ContentFormat.NONE ? new Payload(assumed, bytes) : this;
  }
}
