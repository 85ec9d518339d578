package org.hearthhub.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hearthhub.problem.Broken;

/** How much memory of the machine a process holds now (VmRSS). */
final class Resident {
  private Resident() {}

  /** In MiB. */
  static double megabytes(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D+", "")) / 1024)
          .findFirst()
          .orElseThrow(() -> new IOException("no VmRSS"));
    } catch (IOException notLinux) {
      throw new Broken(
          "bench-no-memory", "The hub's memory can only be measured on Linux.", notLinux);
    }
  }
}
