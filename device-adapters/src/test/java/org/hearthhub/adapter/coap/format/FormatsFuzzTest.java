package org.hearthhub.adapter.coap.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Instant;
import java.util.List;
import org.hearthhub.problem.Problem;
import org.hearthhub.thing.Value;

/**
 * What strangers may send: it is read or refused with a sentence, and nothing else happens. Plays
 * its corpus; with {@code JAZZER_FUZZ=1} it looks for more.
 */
final class FormatsFuzzTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @FuzzTest(maxDuration = "10m")
  void link_format(byte[] document) {
    orRefused(
        () -> {
          List<CoreLink> links = LinkFormat.read(document);
          for (CoreLink link : links) {
            assertThat(link.words("rt")).doesNotContain("");
            assertThat(link.contentFormats()).allMatch(number -> number >= 0);
          }
        });
  }

  @FuzzTest(maxDuration = "10m")
  void senml_json(byte[] pack) {
    senml(pack, ContentFormat.SENML_JSON);
  }

  @FuzzTest(maxDuration = "10m")
  void senml_cbor(byte[] pack) {
    senml(pack, ContentFormat.SENML_CBOR);
  }

  private static void senml(byte[] pack, int format) {
    orRefused(
        () -> {
          List<SenmlRecord> records = Senml.read(pack, format, NOW);
          records.forEach(record -> record.held().ifPresent(FormatsFuzzTest::isFit));
          // What was read is resolved: written again it says the same.
          List<SenmlRecord> again = Senml.read(SenmlWriter.write(records, format), format, NOW);
          assertThat(again).extracting(SenmlRecord::name).containsExactlyElementsOf(names(records));
        });
  }

  private static List<String> names(List<SenmlRecord> records) {
    return records.stream().map(SenmlRecord::name).toList();
  }

  @FuzzTest(maxDuration = "10m")
  void tlv(byte[] document) {
    orRefused(
        () -> {
          for (Tlv.Entry entry : Tlv.read(document)) {
            assertThat(entry.value().length).isLessThanOrEqualTo(document.length);
            orRefused(() -> isFit(entry.decimal()));
            orRefused(() -> isFit(entry.integer()));
            orRefused(() -> isFit(entry.text()));
          }
        });
  }

  @FuzzTest(maxDuration = "10m")
  void single_value(byte[] payload) {
    for (int format : new int[] {ContentFormat.TEXT, ContentFormat.JSON, ContentFormat.CBOR}) {
      orRefused(() -> isFit(Values.read(new Payload(format, payload))));
    }
  }

  private static void isFit(Value value) {
    switch (value) {
      case Value.Num(double number) -> assertThat(number).isFinite();
      case Value.Text(String text) -> assertThat(text.length()).isLessThanOrEqualTo(Value.MAX_TEXT);
      case Value.Structure(String json) ->
          assertThat(json.length()).isLessThanOrEqualTo(Value.MAX_TEXT);
      case Value.Bool _ -> {}
    }
  }

  private static void orRefused(Runnable reading) {
    try {
      reading.run();
    } catch (Problem refused) {
      assertThat(refused.sentence()).isNotBlank();
    }
  }
}
