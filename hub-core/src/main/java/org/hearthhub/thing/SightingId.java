package org.hearthhub.thing;

/** Names one entry of the inbox while it waits there; opaque, safe in a URL. */
public record SightingId(String text) {
  @Override
  public String toString() {
    return text;
  }
}
