/** What opens the store, and what is served while it is locked. */
@NullMarked
package org.hearthhub.web.vault;

import org.jspecify.annotations.NullMarked;
