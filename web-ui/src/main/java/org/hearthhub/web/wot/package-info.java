/** W3C Web of Things: Thing Descriptions, the directory, properties, actions, history. */
@NullMarked
package org.hearthhub.web.wot;

import org.jspecify.annotations.NullMarked;
