package org.hearthhub.adapter.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Attributes of services of strangers. */
final class TxtRecordFuzzTest {
  @FuzzTest(maxDuration = "10m")
  void txt_record(byte[] record) {
    TxtRecord txt = TxtRecord.parse(record);

    assertThat(txt.attributes()).hasSizeLessThanOrEqualTo(64);
    txt.attributes()
        .forEach(
            (key, value) -> {
              assertThat(key).matches("[!-~]{1,32}");
              assertThat(value.codePoints()).noneMatch(Character::isISOControl);
            });
  }
}
