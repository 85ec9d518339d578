package org.hearthhub.adapter.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TxtRecordTest {
  @Test
  void attributes_are_read_whatever_the_case_of_their_key() {
    TxtRecord text = TxtRecord.parse(record("Path=/", "ID=Ab:Cd", "flag", "empty="));

    assertThat(text.get("path")).contains("/");
    assertThat(text.get("id")).contains("Ab:Cd");
    assertThat(text.get("flag")).isEmpty();
    assertThat(text.get("empty")).isEmpty();
    assertThat(text.attributes()).containsOnlyKeys("path", "id", "flag", "empty");
  }

  @Test
  void the_first_of_several_counts_and_a_value_may_hold_an_equals_sign() {
    TxtRecord text = TxtRecord.parse(record("a=1=2", "A=3"));

    assertThat(text.get("a")).contains("1=2");
  }

  @Test
  void what_is_cut_off_in_the_middle_is_passed_over() {
    byte[] whole = record("id=12345", "second=value");
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThat(TxtRecord.parse(cut).attributes().size()).isLessThanOrEqualTo(1);
    }
    assertThat(TxtRecord.parse(whole).attributes()).hasSize(2);
  }

  @Test
  void control_characters_and_turned_around_text_are_taken_out() {
    TxtRecord text =
        TxtRecord.parse(record("fn=Living\u0000 \u001b[31mroom\u202egnp\n\r\tTV \u200b!"));

    assertThat(text.get("fn")).contains("Living [31mroomgnp TV !");
  }

  @Test
  void keys_that_are_no_keys_are_passed_over() {
    TxtRecord text =
        TxtRecord.parse(record("=no key", "k\u00e9y=x", "a b=x", "k".repeat(33) + "=x", "ok=1"));

    assertThat(text.attributes()).containsOnlyKeys("ok");
  }

  @Test
  void values_that_are_no_text_do_not_break_it() {
    byte[] record = {4, 'i', 'd', '=', (byte) 0xff, 3, 'm', '=', 0};

    TxtRecord text = TxtRecord.parse(record);

    assertThat(text.attributes()).containsKeys("id", "m");
    assertThat(text.get("m")).isEmpty();
  }

  @Test
  void only_so_much_of_a_long_record_is_read() {
    String[] many = new String[1000];
    for (int i = 0; i < many.length; i++) {
      many[i] = "key" + i + "=" + "v".repeat(240);
    }

    TxtRecord text = TxtRecord.parse(record(many));

    assertThat(text.attributes()).hasSize(64);
    assertThat(text.get("key0").orElseThrow()).hasSize(200);
  }

  @Test
  void random_bytes_are_survived() {
    Random random = new Random(4);
    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = new byte[random.nextInt(300)];
      random.nextBytes(bytes);
      assertThat(TxtRecord.parse(bytes).attributes().size()).isLessThanOrEqualTo(64);
    }
  }

  static byte[] record(String... attributes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String attribute : attributes) {
      byte[] bytes = attribute.getBytes(StandardCharsets.UTF_8);
      out.write(bytes.length);
      out.writeBytes(bytes);
    }
    return out.toByteArray();
  }
}
