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
}
