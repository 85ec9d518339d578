@NullMarked
package org.hearthhub.adapter.coap.profile.senml;

import org.jspecify.annotations.NullMarked;
