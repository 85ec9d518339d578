/** Wires the rooms of one home together. */
@NullMarked
package org.hearthhub;

import org.jspecify.annotations.NullMarked;
