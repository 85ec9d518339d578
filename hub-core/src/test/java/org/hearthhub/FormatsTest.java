package org.hearthhub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.hearthhub.device.GivenHub;
import org.hearthhub.device.LoopAdapter;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.vault.Unlock;
import org.hearthhub.vault.Vault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The store of every Hearth that was ever shipped is opened by this one, and nothing is missing.
 */
class FormatsTest {
  @TempDir Path temp;
  private final SteppedClock clock = new SteppedClock();

  @ParameterizedTest
  @MethodSource("org.hearthhub.StoreFixture#formats")
  void a_folder_of_every_format_opens_by_key_file_with_all_that_was_in_it(int format)
      throws IOException {
    StoreFixture.unpack(format, temp);
    clock.goOn(Duration.ofDays(3));
    try (GivenHub given = new GivenHub(temp, clock)) {
      assertThat(StoreFixture.describe(given.hub, format)).isEqualTo(StoreFixture.content(format));
    }
    // Migrated once, it opens as any other; what was in the journal is in chunks now.
    try (GivenHub given = new GivenHub(temp, clock)) {
      assertThat(StoreFixture.describe(given.hub, format)).isEqualTo(StoreFixture.content(format));
      DeviceId lamp = given.hub.devices().all().getFirst().id();
      given.hub.devices().rename(GivenHub.OWNER, lamp, "Still changeable");
      assertThat(given.hub.audit().entry(1)).isPresent();
    }
  }

  @ParameterizedTest
  @MethodSource("org.hearthhub.StoreFixture#formats")
  void a_folder_of_every_format_opens_by_passphrase_and_its_owner_signs_in(int format)
      throws IOException {
    StoreFixture.unpack(format, temp);
    clock.goOn(Duration.ofDays(3));
    var passphrase = new Unlock.Passphrase(StoreFixture.PASSPHRASE.toCharArray());
    try (Vault vault = Vault.open(temp.resolve("data"), passphrase);
        Hub hub = new Hub(vault, clock, List.of(new LoopAdapter()), code -> {})) {
      assertThat(StoreFixture.describe(hub, format)).isEqualTo(StoreFixture.content(format));
      var signedIn =
          hub.sessions().signIn("Anna", StoreFixture.PASSPHRASE.toCharArray(), "127.0.0.1");
      assertThat(signedIn.resident().name()).isEqualTo("Anna");
    }
  }

  @Test
  void the_program_for_the_next_format_makes_a_folder_that_opens() throws IOException {
    Path copy = Files.createDirectory(temp.resolve("copy"));
    List<String> content = StoreFixture.make(temp.resolve("home"), copy);
    clock.goOn(Duration.ofDays(3));
    try (GivenHub given = new GivenHub(copy, clock)) {
      assertThat(StoreFixture.describe(given.hub, StoreFixture.LATEST)).isEqualTo(content);
    }
    assertThat(content).hasSizeGreaterThan(20).anyMatch(line -> line.contains("1576 readings"));
  }
}
