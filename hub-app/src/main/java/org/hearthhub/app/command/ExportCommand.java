package org.hearthhub.app.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.hearthhub.problem.Broken;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hearth export}: readings as they were, for other programs. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Writes readings out as they were, however many; a hub has to run. What is written is not"
          + " encrypted.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  hearth export --output readings.csv",
      "  hearth export --format jsonl --from 2026-01-01T00:00:00Z | gzip > readings.jsonl.gz",
      "  hearth export --series urn:uuid:6f1c1c6e-8d3c-4f0e-9d3b-2f5a0a5f7f11/temperature"
    })
final class ExportCommand implements Runnable {
  @Mixin HubOption hub = new HubOption();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "csv",
      description = "csv or jsonl (one JSON object a line). Usual: ${DEFAULT-VALUE}.")
  String format = "csv";

  @Option(names = "--from", paramLabel = "TIME", description = "For example 2026-01-01T00:00:00Z.")
  @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Usual: now.")
  @Nullable String to;

  @Option(
      names = "--series",
      paramLabel = "SERIES",
      description = "DEVICE or DEVICE/PROPERTY, any number of times. Usual: everything.")
  List<String> series = new ArrayList<>();

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where it is written; a file that is there stays. Usual: standard output.")
  @Nullable Path output;

  @Override
  public void run() {
    StringBuilder path = new StringBuilder("/api/v1/export?format=" + HubPath.segment(format));
    if (from != null) {
      path.append("&from=").append(HubPath.segment(from));
    }
    if (to != null) {
      path.append("&to=").append(HubPath.segment(to));
    }
    series.forEach(one -> path.append("&series=").append(HubPath.segment(one)));
    write(path.toString());
  }

  private void write(String path) {
    if (output == null) {
      hub.client().download(path, System.out);
      return;
    }
    try (OutputStream file = new BufferedOutputStream(newFile(output))) {
      hub.client().download(path, file);
    } catch (IOException failed) {
      throw new Broken(
          "export-not-written", "The export could not be written to " + output + ".", failed);
    }
  }

  /** Readable by its owner only: it says what happens in the home. */
  private static OutputStream newFile(Path file) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.newOutputStream(file);
  }
}
