/** Talks to the hub that runs on a data folder, as whoever holds the machine. */
@NullMarked
package org.hearthhub.app.operator;

import org.jspecify.annotations.NullMarked;
