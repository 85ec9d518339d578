/** Puts the rooms together into one running hub, and takes them apart again. */
@NullMarked
package org.hearthhub.app.compose;

import org.jspecify.annotations.NullMarked;
