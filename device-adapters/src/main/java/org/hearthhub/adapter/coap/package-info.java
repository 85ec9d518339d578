/**
 * CoAP (RFC 7252) with the devices of a home: endpoints, discovery, observation, block-wise
 * transfer, simple registration (RFC 9176 section 5.1) and pushed reports. What a device's
 * resources mean is the business of a {@link org.hearthhub.adapter.coap.CoapProfile}, one small
 * package per dialect; this package imports none of them.
 */
@NullMarked
package org.hearthhub.adapter.coap;

import org.jspecify.annotations.NullMarked;
