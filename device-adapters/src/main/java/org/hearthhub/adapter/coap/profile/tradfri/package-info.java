/** The IKEA TRADFRI gateway and what is behind it. */
@NullMarked
package org.hearthhub.adapter.coap.profile.tradfri;

import org.jspecify.annotations.NullMarked;
