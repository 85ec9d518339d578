/** What devices said over time: histories, export, how long it is kept, how large it is. */
@NullMarked
package org.hearthhub.web.past;

import org.jspecify.annotations.NullMarked;
