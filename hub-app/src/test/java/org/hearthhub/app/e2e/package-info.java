/** The product as a whole, against real peers: browsers, other people's CoAP stacks, the disk. */
@NullMarked
package org.hearthhub.app.e2e;

import org.jspecify.annotations.NullMarked;
