package org.hearthhub.vault;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk of a few megabytes, in memory; only root on Linux can have one. */
public final class SmallDisk implements AutoCloseable {
  private final Path folder;
  private final Path ballast;

  private SmallDisk(Path folder) {
    this.folder = folder;
    this.ballast = folder.resolve("ballast");
  }

  /** Skips the test where there can be none. */
  public static SmallDisk mountedOn(Path folder, int megabytes)
      throws IOException, InterruptedException {
    assumeThat(System.getProperty("user.name")).as("mounting needs root").isEqualTo("root");
    Files.createDirectories(folder);
    int exit =
        new ProcessBuilder(
                "mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "none", folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    assumeThat(exit).as("mounting a tmpfs is allowed here").isZero();
    return new SmallDisk(folder);
  }

  public Path folder() {
    return folder;
  }

  /** Leaves not one byte. */
  public void fill() throws IOException {
    try (OutputStream out = Files.newOutputStream(ballast)) {
      byte[] block = new byte[4096];
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      if (Files.getFileStore(folder).getUsableSpace() > 0) {
        throw full;
      }
    }
  }

  public void free() throws IOException {
    Files.delete(ballast);
  }

  /** From now on nothing can be written. */
  public void makeReadOnly() throws IOException, InterruptedException {
    int exit = new ProcessBuilder("mount", "-o", "remount,ro", folder.toString()).start().waitFor();
    if (exit != 0) {
      throw new IOException("mount ended with " + exit);
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    int exit = new ProcessBuilder("umount", "-l", folder.toString()).start().waitFor();
    if (exit != 0) {
      throw new IOException("umount ended with " + exit);
    }
  }
}
