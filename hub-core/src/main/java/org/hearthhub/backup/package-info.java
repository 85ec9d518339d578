/** Backups of the home: made while it runs, verified, kept by a rule, restored on any machine. */
@NullMarked
package org.hearthhub.backup;

import org.jspecify.annotations.NullMarked;
