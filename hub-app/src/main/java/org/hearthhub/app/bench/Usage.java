package org.hearthhub.app.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What this process used up to now.
 *
 * @param cpuNanos of all its threads, its collections and compilations too
 * @param written octets that it handed to the system to be written
 */
record Usage(long cpuNanos, long written) {
  static Usage now() {
    long cpu = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    return new Usage(cpu, writtenUpToNow());
  }

  Usage since(Usage earlier) {
    return new Usage(cpuNanos - earlier.cpuNanos, written - earlier.written);
  }

  double cpuSeconds() {
    return cpuNanos / 1e9;
  }

  private static long writtenUpToNow() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/io"))) {
      return lines
          .filter(line -> line.startsWith("wchar:"))
          .mapToLong(line -> Long.parseLong(line.substring("wchar:".length()).trim()))
          .findFirst()
          .orElse(0);
    } catch (IOException notLinux) {
      return 0;
    }
  }

  /** The size of all files in a folder. */
  static long onDisk(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(Usage::size).sum();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException goneMeanwhile) {
      return 0;
    }
  }
}
