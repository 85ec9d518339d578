package org.hearthhub.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.hearthhub.problem.Broken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a store of the first format, as it was shipped. */
class BeforeMigrationTest {
  @TempDir Path temp;

  private static Path unpacked(Path into) throws IOException {
    Path data = into.resolve("data");
    try (InputStream in =
            BeforeMigrationTest.class.getResourceAsStream("/org/hearthhub/formats/format-1.zip");
        ZipInputStream zip = new ZipInputStream(in == null ? InputStream.nullInputStream() : in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = into.resolve(entry.getName());
        Files.createDirectories(entry.isDirectory() ? file : file.getParent());
        if (!entry.isDirectory()) {
          try (OutputStream out = Files.newOutputStream(file)) {
            zip.transferTo(out);
          }
        }
      }
    }
    Path found;
    try (var all = Files.walk(into)) {
      found = all.filter(each -> Files.exists(each.resolve("home.db"))).findFirst().orElseThrow();
    }
    if (!found.equals(data)) {
      Files.move(found, data);
    }
    return data;
  }

  private static Unlock passphrase() {
    return new Unlock.Passphrase("fixture passphrase".toCharArray());
  }

  private static long version(Path file) {
    try (Sqlite db = Sqlite.open(file, 64)) {
      return db.number("PRAGMA user_version");
    }
  }

  @Test
  void the_files_are_kept_as_they_were_until_they_are_not_needed() throws Exception {
    Path data = unpacked(temp);
    long rows;
    try (Sqlite db = Sqlite.open(data.resolve("home.db"), 64)) {
      rows = db.number("SELECT count(*) FROM record");
    }

    try (Vault vault = Vault.open(data, passphrase())) {
      Path kept = data.resolve("before-v1");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
          .isEqualTo("rwx------");
      assertThat(version(kept.resolve("home.db"))).isEqualTo(1);
      assertThat(version(kept.resolve("history.db"))).isEqualTo(1);
      try (Sqlite db = Sqlite.open(kept.resolve("home.db"), 64)) {
        assertThat(db.number("SELECT count(*) FROM record")).isEqualTo(rows);
      }

      assertThat(vault.renewAfterRemoval()).as("there are slots of version 1").isPresent();
      assertThat(kept).as("a removed key would open it").doesNotExist();
    }

    Vault.open(data, passphrase()).close();
    assertThat(data.resolve("before-v1")).doesNotExist();
  }

  @Test
  void without_room_for_a_copy_the_store_is_left_as_it_is() throws Exception {
    try (SmallDisk disk = SmallDisk.mountedOn(temp.resolve("disk"), 12)) {
      Path data = unpacked(disk.folder());
      version(data.resolve("home.db")); // what was in the WAL is in the file
      byte[] before = Files.readAllBytes(data.resolve("home.db"));

      assertThatThrownBy(() -> Vault.open(data, passphrase()))
          .isInstanceOf(Broken.class)
          .hasMessageContaining("Nothing was changed");

      assertThat(Arrays.equals(Files.readAllBytes(data.resolve("home.db")), before)).isTrue();
      assertThat(version(data.resolve("home.db"))).isEqualTo(1);
      try (var all = Files.list(data)) {
        assertThat(all).noneMatch(file -> file.toString().contains("before-v"));
      }
    }
  }
}
