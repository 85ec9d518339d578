/** LwM2M 1.0 and 1.1 clients with the objects of IPSO. */
@NullMarked
package org.hearthhub.adapter.coap.profile.lwm2m;

import org.jspecify.annotations.NullMarked;
