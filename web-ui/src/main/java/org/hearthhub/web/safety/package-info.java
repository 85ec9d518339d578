/** Backups of the home, and checks of its store. */
@NullMarked
package org.hearthhub.web.safety;

import org.jspecify.annotations.NullMarked;
