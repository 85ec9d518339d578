/** Looks a home over: what is well, and what needs a person. */
@NullMarked
package org.hearthhub.app.doctor;

import org.jspecify.annotations.NullMarked;
