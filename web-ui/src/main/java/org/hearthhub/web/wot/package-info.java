/** W3C Web of Things: Thing Descriptions, the directory, properties, actions. */
@NullMarked
package org.hearthhub.web.wot;

import org.jspecify.annotations.NullMarked;
