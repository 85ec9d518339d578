package org.hearthhub.vault;

/** A key was locked or erased by one thread while another was about to use it. */
@SuppressWarnings("serial") // never serialised
final class KeyGone extends RuntimeException {
  KeyGone() {
    super("a key was wiped while it was about to be used", null, false, false);
  }
}
