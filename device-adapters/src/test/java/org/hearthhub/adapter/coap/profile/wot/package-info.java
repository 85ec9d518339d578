@NullMarked
package org.hearthhub.adapter.coap.profile.wot;

import org.jspecify.annotations.NullMarked;
