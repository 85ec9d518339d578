/** The log: standard error, warnings only unless more is asked for. */
@NullMarked
package org.hearthhub.app.log;

import org.jspecify.annotations.NullMarked;
