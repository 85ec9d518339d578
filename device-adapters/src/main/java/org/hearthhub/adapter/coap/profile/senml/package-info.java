/** Plain CoAP devices: link-format, and values as SenML, JSON, CBOR or text. */
@NullMarked
package org.hearthhub.adapter.coap.profile.senml;

import org.jspecify.annotations.NullMarked;
