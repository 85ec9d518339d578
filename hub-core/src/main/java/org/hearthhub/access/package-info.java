/** Residents, sessions, roles, and the one policy decision. */
@NullMarked
package org.hearthhub.access;

import org.jspecify.annotations.NullMarked;
