/** Shelly devices of the first generation: CoIoT over CoAP, commands over their local HTTP. */
@NullMarked
package org.hearthhub.adapter.coap.profile.shelly;

import org.jspecify.annotations.NullMarked;
