package org.hearthhub.vault;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person typed is not in the memory any more once it has opened the vault. */
class SecretsInMemoryTest {
  private static final Set<Tier> BOTH = EnumSet.allOf(Tier.class);

  /** Not the secret itself: a constant of this class would be in the memory as well. */
  private static final byte[] MASKED = {
    0x3b, 0x36, 0x2c, 0x3e, 0x76, 0x2d, 0x2a, 0x3b, 0x3e, 0x2f, 0x31, 0x3d, 0x6e, 0x69, 0x28, 0x3b
  };

  private static final byte MASK = 0x5a;

  /** Stays, so that the search is known to find what is there. */
  private final char[] control = new char[MASKED.length];

  @TempDir Path temp;

  private static char[] secret() {
    char[] secret = new char[MASKED.length];
    for (int i = 0; i < secret.length; i++) {
      secret[i] = (char) (MASKED[i] ^ MASK);
    }
    return secret;
  }

  @Test
  void a_typed_passphrase_is_nowhere_in_the_heap_of_an_open_vault() throws IOException {
    Path folder = temp.resolve("data");
    for (int i = 0; i < control.length; i++) {
      control[i] = (char) (MASKED[i] ^ MASK ^ 1);
    }
    try (Vault vault = Vault.create(folder, new Unlock.KeyFile(temp.resolve("key")))) {
      vault.slots().add(new Unlock.Passphrase(secret()), BOTH, "");
    }
    try (Vault vault = Vault.open(folder, new Unlock.Passphrase(secret()))) {
      vault.slots().prove(2, new Unlock.Passphrase(secret()));
      Path dump = temp.resolve("heap.hprof");
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpHeap(dump.toString(), true);
      byte[] heap = Files.readAllBytes(dump);
      Files.delete(dump);
      assertThat(vault.isOpen(Tier.HISTORY)).isTrue();
      assertThat(contains(heap, 1, 2)).as("the control is found").isTrue();
      assertThat(contains(heap, 0, 2)).as("as characters").isFalse();
      assertThat(contains(heap, 0, 1)).as("as octets").isFalse();
    }
  }

  /** Whether the masked secret is there, in so many octets for each character. */
  private static boolean contains(byte[] heap, int change, int width) {
    for (int from = 0; from + MASKED.length * width <= heap.length; from++) {
      int i = 0;
      while (i < MASKED.length
          && heap[from + i * width + width - 1] == (MASKED[i] ^ MASK ^ change)
          && (width == 1 || heap[from + i * width] == 0)) {
        i++;
      }
      if (i == MASKED.length) {
        return true;
      }
    }
    return false;
  }
}
