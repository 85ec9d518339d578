/** Devices of this home, the inbox, current state, commands, and the adapter SPI. */
@NullMarked
package org.hearthhub.device;

import org.jspecify.annotations.NullMarked;
