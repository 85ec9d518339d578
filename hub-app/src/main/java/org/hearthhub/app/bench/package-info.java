/**
 * The benchmarks that ship with Hearth: how much a hub takes in, how soon it is on a page, how fast
 * it starts and how little it needs. Each runs real processes on this machine's loopback.
 */
@NullMarked
package org.hearthhub.app.bench;

import org.jspecify.annotations.NullMarked;
