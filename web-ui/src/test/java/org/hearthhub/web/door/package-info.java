@NullMarked
package org.hearthhub.web.door;

import org.jspecify.annotations.NullMarked;
