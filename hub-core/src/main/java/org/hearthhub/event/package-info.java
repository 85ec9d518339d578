/** What happened in the home, as sealed records, and the in-process bus. */
@NullMarked
package org.hearthhub.event;

import org.jspecify.annotations.NullMarked;
