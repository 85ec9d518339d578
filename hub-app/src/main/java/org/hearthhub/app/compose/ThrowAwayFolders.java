package org.hearthhub.app.compose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.hearthhub.problem.Broken;
import org.jspecify.annotations.Nullable;

/**
 * Two temporary folders that are removed with all they hold: one for a home, and one for the key to
 * it, which may not lie in the first.
 */
public final class ThrowAwayFolders implements AutoCloseable {
  private final Path home;
  private final Path keys;

  private ThrowAwayFolders(Path home, Path keys) {
    this.home = home;
    this.keys = keys;
  }

  /**
   * @param purpose stands in their names
   */
  public static ThrowAwayFolders make(String purpose) {
    try {
      return new ThrowAwayFolders(
          Files.createTempDirectory("hearth-" + purpose + "-"),
          Files.createTempDirectory("hearth-" + purpose + "-key-"));
    } catch (IOException failed) {
      throw new Broken(
          "no-temporary-folder", "A temporary folder could not be made. Is the disk full?", failed);
    }
  }

  /** For the home; does not exist yet, so that whoever needs it makes it with the right mode. */
  public Path home() {
    return home.resolve("home");
  }

  /** For the key file; does not exist yet. */
  public Path keyFile() {
    return keys.resolve("home.key");
  }

  @Override
  public void close() {
    remove(home);
    remove(keys);
  }

  private static void remove(Path folder) {
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path each, @Nullable IOException failure)
                throws IOException {
              Files.delete(each);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException left) {
      throw new UncheckedIOException("a temporary folder was left behind", left);
    }
  }
}
