package org.hearthhub.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.hearthhub.vault.InnerLook.Outside;
import org.junit.jupiter.api.Test;

/** What a check of the store finds inside of what it opened. */
class PastLookTest {
  private static final long DAY = 86_400_000;

  private static byte[] chunk(long... times) {
    Samples samples = new Samples();
    for (long time : times) {
      samples.add(time, Samples.NUMBER, (double) time, null, Samples.NO_TIME, (byte) 0);
    }
    try (ChunkForm form = new ChunkForm()) {
      return form.write(samples);
    }
  }

  private static Optional<String> look(Outside outside, byte[] plain) {
    try (PastLook look = new PastLook(true)) {
      return look.chunk(1, outside, plain);
    }
  }

  @Test
  void a_chunk_holds_what_its_row_says() {
    byte[] two = chunk(DAY, 2 * DAY);
    assertThat(look(new Outside(1, 2, 2), two)).isEmpty();
    assertThat(look(new Outside(1, 2, 3), two)).contains("It opens, but holds 2 readings.");
    assertThat(look(new Outside(1, 1, 2), two))
        .contains("It opens, but holds readings of other days.");
    assertThat(look(new Outside(1, 2, 2), chunk(DAY, DAY - 5, 2 * DAY)))
        .contains("It opens, but holds 3 readings.");
    assertThat(look(new Outside(1, 2, 3), chunk(DAY, DAY - 5, 2 * DAY)))
        .contains("It opens, but its readings are not in order.");
    assertThat(look(new Outside(1, 2, 2), new byte[] {1, 2}))
        .contains("It opens, but what is in it cannot be read.");
  }

  @Test
  void chunks_that_overlap_are_suspected_and_then_looked_at_in_their_order() {
    byte[] first = chunk(10, 20);
    byte[] next = chunk(20, 30);
    byte[] overlapping = chunk(25, 40);
    try (PastLook look = new PastLook(false)) {
      look.chunk(1, new Outside(0, 0, 2), next);
      look.chunk(1, new Outside(0, 0, 2), first);
      look.chunk(2, new Outside(0, 0, 2), overlapping);
      assertThat(look.suspects()).as("touching is no overlap").isEmpty();
      look.chunk(1, new Outside(0, 0, 2), overlapping);
      assertThat(look.suspects()).containsExactly(1L);
      assertThat(look.order(each -> List.of(first, next).forEach(each)))
          .as("it had changed meanwhile")
          .isEmpty();
      assertThat(look.order(each -> List.of(first, next, overlapping).forEach(each)))
          .contains("Chunks of one series overlap: readings may be there twice.");
    }
  }
}
