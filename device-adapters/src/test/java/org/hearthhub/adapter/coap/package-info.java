@NullMarked
package org.hearthhub.adapter.coap;

import org.jspecify.annotations.NullMarked;
