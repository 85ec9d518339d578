/** Readings over time: series, journal, chunks, queries. */
@NullMarked
package org.hearthhub.history;

import org.jspecify.annotations.NullMarked;
