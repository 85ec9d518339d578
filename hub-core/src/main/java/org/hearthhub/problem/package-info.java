/** One sealed family of failures, each with its sentence for a person. */
@NullMarked
package org.hearthhub.problem;

import org.jspecify.annotations.NullMarked;
