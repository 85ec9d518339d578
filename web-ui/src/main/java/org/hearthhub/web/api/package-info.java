/** The hub's own REST API: inbox, rooms, devices, activity. */
@NullMarked
package org.hearthhub.web.api;

import org.jspecify.annotations.NullMarked;
