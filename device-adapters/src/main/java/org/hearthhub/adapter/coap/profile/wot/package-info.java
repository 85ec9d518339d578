/** Devices that describe themselves by a W3C WoT Thing Description over CoAP. */
@NullMarked
package org.hearthhub.adapter.coap.profile.wot;

import org.jspecify.annotations.NullMarked;
