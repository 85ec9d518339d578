package org.hearthhub.app;

import java.util.Optional;

/** Where the program starts. */
public final class Hearth {

  private Hearth() {}

  public static void main(String[] args) {
    System.out.println("hearth " + version());
  }

  private static String version() {
    return Optional.ofNullable(Hearth.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
