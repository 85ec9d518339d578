/** The sealed store: keys, slots, sealed records and blobs, migrations. */
@NullMarked
package org.hearthhub.vault;

import org.jspecify.annotations.NullMarked;
