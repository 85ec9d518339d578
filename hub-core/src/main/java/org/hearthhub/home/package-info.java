/** Rooms and the names that people gave. */
@NullMarked
package org.hearthhub.home;

import org.jspecify.annotations.NullMarked;
