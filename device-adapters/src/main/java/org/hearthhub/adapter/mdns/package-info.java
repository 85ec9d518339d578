/**
 * mDNS and DNS-SD (RFC 6762, RFC 6763): what announces itself on the home's network, and what the
 * hub announces of itself. Whatever is heard is a stranger's word: cut, cleaned and counted.
 */
@NullMarked
package org.hearthhub.adapter.mdns;

import org.jspecify.annotations.NullMarked;
