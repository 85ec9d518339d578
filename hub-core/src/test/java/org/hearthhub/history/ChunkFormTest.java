package org.hearthhub.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.hearthhub.problem.Broken;
import org.hearthhub.thing.Value;
import org.junit.jupiter.api.Test;

class ChunkFormTest {
  @Test
  void whatever_was_written_is_read_bit_by_bit() {
    try (ChunkForm form = new ChunkForm()) {
      for (int seed = 0; seed < 3_000; seed++) {
        RandomSamples random = new RandomSamples(seed);
        Samples samples = random.next(1 + random.nextInt(seed % 10 == 0 ? 1024 : 20));
        byte[] bytes = form.write(samples);
        assertThat(RandomSamples.toString(form.read(bytes)))
            .as("seed %d", seed)
            .isEqualTo(RandomSamples.toString(samples));
        ChunkForm.Span span = ChunkForm.span(bytes);
        assertThat(span)
            .isEqualTo(
                new ChunkForm.Span(
                    samples.size(), samples.time(0), samples.time(samples.size() - 1)));
      }
    }
  }

  @Test
  void a_sensors_decimals_take_about_two_bytes_each() {
    Random random = new Random(1);
    Samples samples = new Samples();
    long time = 1_800_000_000_000L;
    double value = 21;
    for (int i = 0; i < ChunkForm.FULL; i++) {
      time += 10_000 + random.nextInt(200) - 100;
      value += Math.rint(random.nextGaussian() * 5) / 100;
      samples.add(time, Value.of(Math.rint(value * 100) / 100), Samples.NO_TIME, (byte) 0);
    }
    try (ChunkForm form = new ChunkForm()) {
      assertThat(form.write(samples)).hasSizeLessThan(ChunkForm.FULL * 3);
    }
  }

  @Test
  void rubbish_ends_in_readings_or_in_a_problem() {
    Random random = new Random(3);
    int refused = 0;
    try (ChunkForm form = new ChunkForm()) {
      for (int i = 0; i < 3_000; i++) {
        byte[] bytes = form.write(new RandomSamples(i).next(5));
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        bytes = Arrays.copyOf(bytes, bytes.length - random.nextInt(2));
        try {
          assertThat(form.read(bytes)).isNotNull();
        } catch (Broken expected) {
          refused++;
        }
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void a_form_that_is_not_known_is_refused() {
    try (ChunkForm form = new ChunkForm()) {
      byte[] bytes = form.write(new RandomSamples(1).next(5));
      bytes[0] = 2;
      assertThatThrownBy(() -> form.read(bytes)).isInstanceOf(Broken.class);
      assertThatThrownBy(() -> ChunkForm.span(bytes)).isInstanceOf(Broken.class);
    }
  }

  @Test
  void journal_parts_are_read_as_they_were_written() {
    PartForm.Writer writer = new PartForm.Writer();
    for (int seed = 0; seed < 1_000; seed++) {
      RandomSamples random = new RandomSamples(seed);
      Samples samples = random.next(1 + random.nextInt(30));
      writer.begin();
      for (int i = 0; i < samples.size(); i++) {
        writer.add(i % 256, samples, i);
      }
      Samples read = new Samples();
      PartForm.read(
          writer.toBytes(),
          writer.count(),
          (series, time, kind, number, text, deviceTime, flags) -> {
            assertThat(series).isEqualTo(read.size() % 256);
            read.add(time, kind, number, text, deviceTime, flags);
          });
      assertThat(RandomSamples.toString(read))
          .as("seed %d", seed)
          .isEqualTo(RandomSamples.toString(samples));
    }
  }
}
