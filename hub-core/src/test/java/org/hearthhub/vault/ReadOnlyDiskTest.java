package org.hearthhub.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hearthhub.problem.Broken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadOnlyDiskTest {
  @TempDir Path temp;

  @Test
  void a_read_only_disk_is_named_and_nothing_is_changed() throws Exception {
    Unlock key = new Unlock.KeyFile(temp.resolve("key"));
    try (SmallDisk disk = SmallDisk.mountedOn(temp.resolve("disk"), 4)) {
      Path folder = disk.folder().resolve("data");
      Vault.create(folder, key).close();
      List<byte[]> before = contents(folder);
      disk.makeReadOnly();

      assertThatThrownBy(() -> Vault.open(folder, key))
          .isInstanceOf(Broken.class)
          .hasMessageContaining("cannot be read and written")
          .hasMessageContaining("Read-only file system");

      assertThat(contents(folder)).usingRecursiveComparison().isEqualTo(before);
    }
  }

  private static List<byte[]> contents(Path folder) throws IOException {
    List<byte[]> contents = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        contents.add(Files.readAllBytes(file));
      }
    }
    return contents;
  }
}
