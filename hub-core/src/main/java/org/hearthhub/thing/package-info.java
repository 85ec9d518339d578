/** The W3C Web of Things vocabulary, ids, readings and actors. Pure values. */
@NullMarked
package org.hearthhub.thing;

import org.jspecify.annotations.NullMarked;
