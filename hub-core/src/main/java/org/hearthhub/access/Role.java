package org.hearthhub.access;

import java.util.Locale;

/** What a person is to this home. */
public enum Role {
  OWNER,
  RESIDENT,
  GUEST;

  /** The word in the REST API. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As it stands in a sentence, for example {@code an owner}. */
  String inWords() {
    return switch (this) {
      case OWNER -> "an owner";
      case RESIDENT -> "a resident";
      case GUEST -> "a guest";
    };
  }

  /** The role of that word; {@link #GUEST}, which may least, for a word of a newer Hearth. */
  static Role ofWord(String word) {
    for (Role role : values()) {
      if (role.word().equals(word)) {
        return role;
      }
    }
    return GUEST;
  }
}
