package org.hearthhub.history;

/** Told readings in order of time, and makes an answer of them. */
interface Collector {
  void add(Samples samples, int index);
}
