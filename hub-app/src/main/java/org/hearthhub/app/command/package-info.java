/** The command line: what can be typed after {@code hearth}. */
@NullMarked
package org.hearthhub.app.command;

import org.jspecify.annotations.NullMarked;
