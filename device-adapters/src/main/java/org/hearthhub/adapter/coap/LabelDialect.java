package org.hearthhub.adapter.coap;

import org.hearthhub.device.LabelSecret;

/**
 * A dialect whose labels are of a kind of their own: what is printed on them is recognised, and
 * good for nothing but to agree on a fresh key. Implemented by a {@link CoapProfile}.
 */
public interface LabelDialect extends KeyCarrier {
  /** Whether a label of this dialect may look like that. */
  boolean isLabel(LabelSecret secret);

  /** The name under which the secret on the label is known to the device. */
  String labelName();

  /** The strength of its labels, in bits. */
  int labelBits();

  /** What to type, as a sentence. */
  String labelHint();

  /** By what the device is known for ever; asked after the fresh key has worked. */
  String peer(Conversation device);
}
