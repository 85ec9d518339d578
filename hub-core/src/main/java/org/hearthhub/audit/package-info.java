/** The journal of who did what, committed so that a Merkle tree can be built over it. */
@NullMarked
package org.hearthhub.audit;

import org.jspecify.annotations.NullMarked;
