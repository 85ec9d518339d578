package org.hearthhub.thing;

import java.util.UUID;

/** A person of this home. */
public record PersonId(UUID uuid) {
  public static PersonId random() {
    return new PersonId(UUID.randomUUID());
  }

  @Override
  public String toString() {
    return uuid.toString();
  }
}
