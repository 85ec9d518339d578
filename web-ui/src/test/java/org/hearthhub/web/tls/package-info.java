@NullMarked
package org.hearthhub.web.tls;

import org.jspecify.annotations.NullMarked;
