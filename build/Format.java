import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import com.google.googlejavaformat.java.StringWrapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Checks or rewrites the layout of every Java source of the tree with google-java-format. Runs as a
 * source file on the toolchain's JDK, because Maven itself may run on one that cannot read Java 25.
 *
 * <p>Arguments: {@code --check|--write}, the root of the tree, and a stamp file. Files older than
 * the stamp were in order at the last run and are not read again.
 */
final class Format {

  private static final Set<String> NOT_OURS = Set.of("target", "node_modules", "dist");

  private static final Formatter FORMATTER = new Formatter(JavaFormatterOptions.defaultOptions());

  sealed interface Verdict {
    record InOrder() implements Verdict {}

    record OutOfOrder(Path file, String formatted) implements Verdict {}

    record Unreadable(Path file, String why) implements Verdict {}
  }

  public static void main(String[] args) throws IOException {
    boolean write = args[0].equals("--write");
    Path root = Path.of(args[1]).toRealPath();
    Path stamp = Path.of(args[2]);
    Instant started = Instant.now();

    List<Path> files = sourcesNewerThan(lastCleanRun(root, stamp), root);
    List<Verdict> verdicts = files.parallelStream().map(Format::judge).toList();

    boolean failed = false;
    for (Verdict verdict : verdicts) {
      switch (verdict) {
        case Verdict.InOrder() -> {}
        case Verdict.OutOfOrder(Path file, String formatted) -> {
          if (write) {
            Files.writeString(file, formatted);
            System.out.println("formatted " + root.relativize(file));
          } else {
            System.err.println("not formatted: " + root.relativize(file));
            failed = true;
          }
        }
        case Verdict.Unreadable(Path file, String why) -> {
          System.err.println("cannot be read: " + root.relativize(file) + ": " + why);
          failed = true;
        }
      }
    }
    if (failed) {
      System.err.println("Run ./verify --format to put the sources in order.");
      System.exit(1);
    }
    Files.createDirectories(stamp.getParent());
    Files.writeString(stamp, "");
    // The start, not the end: what was saved while we were reading is read again next time.
    Files.setLastModifiedTime(stamp, FileTime.from(started));
  }

  private static Verdict judge(Path file) {
    try {
      String source = Files.readString(file);
      String tidied = RemoveUnusedImports.removeUnusedImports(source);
      String formatted = FORMATTER.formatSourceAndFixImports(tidied);
      formatted = StringWrapper.wrap(formatted, FORMATTER);
      return formatted.equals(source)
          ? new Verdict.InOrder()
          : new Verdict.OutOfOrder(file, formatted);
    } catch (FormatterException e) {
      return new Verdict.Unreadable(file, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The epoch when there was none, or when the rules (the root pom, this file) changed since. */
  private static FileTime lastCleanRun(Path root, Path stamp) throws IOException {
    FileTime never = FileTime.from(Instant.EPOCH);
    if (!Files.exists(stamp)) {
      return never;
    }
    FileTime last = Files.getLastModifiedTime(stamp);
    for (String rule : List.of("pom.xml", "build/Format.java")) {
      if (Files.getLastModifiedTime(root.resolve(rule)).compareTo(last) > 0) {
        return never;
      }
    }
    return last;
  }

  private static List<Path> sourcesNewerThan(FileTime time, Path root) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName().toString();
            boolean skip =
                !folder.equals(root) && (name.startsWith(".") || NOT_OURS.contains(name));
            return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")
                && attributes.lastModifiedTime().compareTo(time) > 0) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }
}
