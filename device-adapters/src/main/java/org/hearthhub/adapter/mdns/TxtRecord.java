package org.hearthhub.adapter.mdns;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The attributes of a DNS-SD service (RFC 6763 section 6). Of a stranger's record at most 64
 * attributes are read, each with a key of at most 32 and a value of at most 200 characters,
 * cleaned. Immutable.
 */
record TxtRecord(Map<String, String> attributes) {
  static final TxtRecord EMPTY = new TxtRecord(Map.of());

  private static final int MOST_ATTRIBUTES = 64;
  private static final int LONGEST_KEY = 32;
  private static final int LONGEST_VALUE = 200;

  TxtRecord {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }

  /** Reads what it can; what is cut off in the middle is passed over. */
  static TxtRecord parse(byte[] record) {
    Map<String, String> attributes = new LinkedHashMap<>();
    int at = 0;
    while (at < record.length && attributes.size() < MOST_ATTRIBUTES) {
      int length = record[at] & 0xff;
      at++;
      if (at + length > record.length) {
        break;
      }
      readAttribute(record, at, length, attributes);
      at += length;
    }
    return new TxtRecord(attributes);
  }

  private static void readAttribute(
      byte[] record, int from, int length, Map<String, String> attributes) {
    int equals = from;
    while (equals < from + length && record[equals] != '=') {
      equals++;
    }
    int keyLength = equals - from;
    if (keyLength < 1 || keyLength > LONGEST_KEY) {
      return;
    }
    String key =
        new String(record, from, keyLength, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
    if (!key.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
      return;
    }
    int valueLength = Math.max(0, from + length - equals - 1);
    String value =
        valueLength == 0 ? "" : new String(record, equals + 1, valueLength, StandardCharsets.UTF_8);
    // The first of several counts (RFC 6763 section 6.4).
    attributes.putIfAbsent(key, Words.clean(value, LONGEST_VALUE));
  }

  /** The value of a key, whatever its case; empty if there is none or it is blank. */
  Optional<String> get(String key) {
    return Optional.ofNullable(attributes.get(key.toLowerCase(Locale.ROOT)))
        .filter(value -> !value.isBlank());
  }
}
