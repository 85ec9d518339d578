/** Who may come in and with what: the LAN guard, request rules, limits, problems. */
@NullMarked
package org.hearthhub.web.door;

import org.jspecify.annotations.NullMarked;
