/** Holds the arrows between the rooms, over the whole product. */
@NullMarked
package org.hearthhub.app.architecture;

import org.jspecify.annotations.NullMarked;
