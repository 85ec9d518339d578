/**
 * The payloads of CoAP's world as values: SenML (RFC 8428), CoRE Link Format (RFC 6690), JSON, CBOR
 * and text. Every byte is a stranger's: what comes out is a typed value or an {@link
 * org.hearthhub.problem.Invalid} whose sentence goes on with "It sends …".
 */
@NullMarked
package org.hearthhub.adapter.coap.format;

import org.jspecify.annotations.NullMarked;
