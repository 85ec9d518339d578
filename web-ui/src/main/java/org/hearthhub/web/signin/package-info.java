/** First-run setup, signing in and out, and who a caller is. */
@NullMarked
package org.hearthhub.web.signin;

import org.jspecify.annotations.NullMarked;
