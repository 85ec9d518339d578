/** What happens in the home, as Server-Sent Events. */
@NullMarked
package org.hearthhub.web.stream;

import org.jspecify.annotations.NullMarked;
