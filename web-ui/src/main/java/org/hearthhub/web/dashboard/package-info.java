/** The dashboard's files. */
@NullMarked
package org.hearthhub.web.dashboard;

import org.jspecify.annotations.NullMarked;
