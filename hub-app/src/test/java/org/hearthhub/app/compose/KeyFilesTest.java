package org.hearthhub.app.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.hearthhub.problem.Broken;
import org.hearthhub.problem.Invalid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFilesTest {
  @TempDir Path temp;

  @Test
  void a_new_key_file_is_for_its_owner_only_and_so_is_its_folder() throws IOException {
    Path key = KeyFiles.ensure(temp.resolve("keys/home.key"), temp.resolve("data"));

    assertThat(key).hasSize(32);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void a_key_file_that_is_there_is_kept() throws IOException {
    Path key = Files.writeString(temp.resolve("home.key"), "the key that opens the home");

    KeyFiles.ensure(key, temp.resolve("data"));

    assertThat(key).hasContent("the key that opens the home");
  }

  @Test
  void a_key_file_inside_the_data_folder_is_refused() {
    Path data = temp.resolve("data");

    assertThatThrownBy(() -> KeyFiles.ensure(data.resolve("x/../home.key"), data))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("must not lie inside the data folder");
    assertThat(data).doesNotExist();
  }

  @Test
  void a_folder_that_cannot_be_made_is_said() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "");

    assertThatThrownBy(() -> KeyFiles.ensure(file.resolve("home.key"), temp.resolve("data")))
        .isInstanceOf(Broken.class)
        .hasMessageContaining("cannot be written");
  }
}
