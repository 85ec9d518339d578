/** Everything over HTTP: the embedded server and its composition. */
@NullMarked
package org.hearthhub.web;

import org.jspecify.annotations.NullMarked;
