/** Tests of mDNS: hostile words, and real announcements between two networks of our own. */
@NullMarked
package org.hearthhub.adapter.mdns;

import org.jspecify.annotations.NullMarked;
