/** A whole adapter as its author would write it; docs/adapters.md shows it. */
@NullMarked
package org.hearthhub.example;

import org.jspecify.annotations.NullMarked;
