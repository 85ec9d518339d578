package org.hearthhub.backup;

import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Deque;

/** The root of an RFC 6962 tree whose leaves come one after the other. Not thread-safe. */
final class AuditRoot {
  private final MessageDigest sha256 = ContainerWriter.sha256();
  private final Deque<byte[]> roots = new ArrayDeque<>();
  private long size;

  void add(byte[] leaf) {
    roots.push(leaf);
    for (long complete = ++size; (complete & 1) == 0; complete >>= 1) {
      joinLastTwo();
    }
  }

  byte[] root() {
    while (roots.size() > 1) {
      joinLastTwo();
    }
    return roots.isEmpty() ? sha256.digest() : roots.peek();
  }

  private void joinLastTwo() {
    byte[] right = roots.pop();
    byte[] left = roots.pop();
    sha256.update((byte) 1);
    sha256.update(left);
    roots.push(sha256.digest(right));
  }
}
