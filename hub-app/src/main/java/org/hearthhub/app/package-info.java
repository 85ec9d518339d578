/** The program: main, command line, configuration and composition. */
@NullMarked
package org.hearthhub.app;

import org.jspecify.annotations.NullMarked;
