@NullMarked
package org.hearthhub.web;

import org.jspecify.annotations.NullMarked;
