/** Tests of the simulated home, with real CoAP clients on loopback. */
@NullMarked
package org.hearthhub.adapter.simulator;

import org.jspecify.annotations.NullMarked;
