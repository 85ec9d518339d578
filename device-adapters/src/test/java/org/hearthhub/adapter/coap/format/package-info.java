@NullMarked
package org.hearthhub.adapter.coap.format;

import org.jspecify.annotations.NullMarked;
