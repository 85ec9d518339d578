package org.hearthhub.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Programs for Node.js with the packages that they need, which are kept for the next run. */
final class NodeFolder {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String PACKAGES = "package.json";
  private static final String LOCK = "package-lock.json";

  private NodeFolder() {}

  /**
   * A copy of a folder of the source tree, with its packages. Skips the test where Node.js is
   * missing.
   *
   * @param temp gets what the installation says
   */
  static Path installed(String source, Path temp) throws Exception {
    Peer.need("node", "nodejs");
    Peer.need("npm", "npm");
    Path from = Checkout.root().resolve(source);
    Path folder =
        Files.createDirectories(Checkout.target().resolve("node").resolve(from.getFileName()));
    boolean fresh =
        Files.exists(folder.resolve("node_modules"))
            && same(from, folder, PACKAGES)
            && same(from, folder, LOCK);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (!fresh) {
      install(folder, temp.resolve("npm.txt"), Files.exists(folder.resolve(LOCK)));
    }
    return folder;
  }

  private static boolean same(Path from, Path to, String name) throws IOException {
    Path given = from.resolve(name);
    Path kept = to.resolve(name);
    return Files.exists(given)
        ? Files.exists(kept) && Files.mismatch(given, kept) < 0
        : !Files.exists(kept);
  }

  /** Some packages have parts for some systems only, which no lock file bears: those have none. */
  private static void install(Path folder, Path said, boolean locked) throws Exception {
    List<String> command = new ArrayList<>(List.of("npm"));
    command.addAll(locked ? List.of("ci") : List.of("install", "--no-package-lock"));
    command.addAll(List.of("--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"));
    try (Peer npm = Peer.start(folder, said, command.toArray(String[]::new))) {
      assertThat(npm.end(PATIENCE)).as(Files.readString(said)).isZero();
    }
  }
}
