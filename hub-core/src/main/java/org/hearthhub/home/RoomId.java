package org.hearthhub.home;

import java.util.UUID;

/** Names a room for good, whatever people call it. */
public record RoomId(UUID uuid) {
  public static RoomId random() {
    return new RoomId(UUID.randomUUID());
  }

  @Override
  public String toString() {
    return uuid.toString();
  }
}
