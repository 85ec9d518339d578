package org.hearthhub.web.api;

/** What people call things. */
final class Titles {
  static final int LONGEST = 100;

  private Titles() {}

  static boolean isGiven(String title) {
    return !title.isBlank();
  }
}
