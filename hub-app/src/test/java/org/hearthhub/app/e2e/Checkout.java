package org.hearthhub.app.e2e;

import java.nio.file.Files;
import java.nio.file.Path;

/** The checkout that these tests run in. */
final class Checkout {
  private Checkout() {}

  static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("verify"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("these tests run in a checkout");
      }
    }
    return folder;
  }

  /** What a module's build makes. */
  static Path target() {
    return root().resolve("hub-app/target");
  }
}
