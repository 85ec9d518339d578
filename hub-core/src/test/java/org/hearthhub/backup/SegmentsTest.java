package org.hearthhub.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.hearthhub.problem.Broken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentsTest {
  private static final int SEGMENT = 64;
  private static final int SEALED = SEGMENT + SegmentKey.TAG;
  private static final byte[] HEADER = {1, 2, 3};
  private final byte[] key = new byte[32];
  private final Random random = new Random(5);

  private byte[] octets(int count) {
    byte[] octets = new byte[count];
    random.nextBytes(octets);
    return octets;
  }

  private byte[] seal(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (SegmentWriter writer = new SegmentWriter(out, new SegmentKey(key, HEADER), SEGMENT)) {
      int at = 0;
      while (at < plain.length) {
        int count = Math.min(1 + random.nextInt(150), plain.length - at);
        writer.write(plain, at, count);
        at += count;
      }
    }
    return out.toByteArray();
  }

  private byte[] open(byte[] sealed, byte[] header) throws IOException {
    return new SegmentReader(
            new ByteArrayInputStream(sealed),
            new SegmentKey(key, header),
            SEGMENT,
            sealed.length,
            "x")
        .readAllBytes();
  }

  private void assertRefused(byte[] sealed) {
    assertThatThrownBy(() -> open(sealed, HEADER))
        .isInstanceOf(Broken.class)
        .hasMessageContaining("damaged or incomplete");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 65, 128, 1000})
  void what_was_sealed_comes_out_again(int length) throws IOException {
    byte[] plain = octets(length);

    assertThat(open(seal(plain), HEADER)).isEqualTo(plain);
  }

  @Test
  void every_flipped_bit_is_found() throws IOException {
    byte[] sealed = seal(octets(200));
    for (int bit = 0; bit < sealed.length * 8; bit++) {
      byte[] flipped = sealed.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertRefused(flipped);
    }
  }

  @Test
  void every_truncation_is_found() throws IOException {
    byte[] sealed = seal(octets(200));
    for (int length = 0; length < sealed.length; length++) {
      assertRefused(Arrays.copyOf(sealed, length));
    }
  }

  @Test
  void swapped_repeated_left_out_and_added_segments_are_found() throws IOException {
    byte[] sealed = seal(octets(5 * SEGMENT));
    byte[] swapped = sealed.clone();
    System.arraycopy(sealed, SEALED, swapped, 0, SEALED);
    System.arraycopy(sealed, 0, swapped, SEALED, SEALED);
    assertRefused(swapped);

    byte[] repeated = sealed.clone();
    System.arraycopy(sealed, 0, repeated, SEALED, SEALED);
    assertRefused(repeated);

    assertRefused(Arrays.copyOfRange(sealed, SEALED, sealed.length));

    byte[] added = Arrays.copyOf(sealed, sealed.length + SEALED);
    System.arraycopy(sealed, 4 * SEALED, added, sealed.length, SEALED);
    assertRefused(added);
  }

  @Test
  void another_header_or_another_key_opens_nothing() throws IOException {
    byte[] sealed = seal(octets(100));

    assertThatThrownBy(() -> open(sealed, new byte[] {1, 2, 4})).isInstanceOf(Broken.class);
    key[0] = 1;
    assertRefused(sealed);
  }
}
