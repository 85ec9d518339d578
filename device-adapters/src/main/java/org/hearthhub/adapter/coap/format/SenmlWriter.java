package org.hearthhub.adapter.coap.format;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.hearthhub.thing.Value;
import tools.jackson.core.JsonGenerator;

/** Writes SenML packs, JSON and CBOR (RFC 8428 sections 5 and 6), without base fields. */
public final class SenmlWriter {
  private final JsonGenerator generator;
  private final boolean cbor;
  private final Set<String> data;

  private SenmlWriter(JsonGenerator generator, boolean cbor, Set<String> data) {
    this.generator = generator;
    this.cbor = cbor;
    this.data = data;
  }

  /**
   * @param format {@link ContentFormat#SENML_JSON} or {@link ContentFormat#SENML_CBOR}
   */
  public static byte[] write(List<SenmlRecord> records, int format) {
    return write(records, Set.of(), format);
  }

  /**
   * As {@link #write(List, int)}.
   *
   * @param data the names of those records whose text is data, in base64url
   */
  public static byte[] write(List<SenmlRecord> records, Set<String> data, int format) {
    boolean cbor = format == ContentFormat.SENML_CBOR;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
    try (JsonGenerator generator = Trees.mapper(cbor).createGenerator(bytes)) {
      new SenmlWriter(generator, cbor, data).pack(records);
    }
    return bytes.toByteArray();
  }

  private void pack(List<SenmlRecord> records) {
    generator.writeStartArray(null, records.size());
    for (SenmlRecord record : records) {
      int fields =
          (record.name().isEmpty() ? 0 : 1)
              + (record.unit().isPresent() ? 1 : 0)
              + (record.value().isPresent() ? 1 : 0)
              + (record.sum().isPresent() ? 1 : 0)
              + (record.time().isPresent() ? 1 : 0);
      generator.writeStartObject(null, fields);
      if (!record.name().isEmpty()) {
        label("n", 0).writeString(record.name());
      }
      record.unit().ifPresent(unit -> label("u", 1).writeString(unit));
      record
          .value()
          .ifPresent(
              value -> {
                if (value instanceof Value.Text(String text) && data.contains(record.name())) {
                  data(text);
                } else {
                  value(value);
                }
              });
      record.sum().ifPresent(sum -> number(label("s", 5), sum));
      record.time().ifPresent(time -> number(label("t", 6), time.toEpochMilli() / 1000.0));
      generator.writeEndObject();
    }
    generator.writeEndArray();
  }

  private void value(Value value) {
    switch (value) {
      case Value.Num(double number) -> number(label("v", 2), number);
      case Value.Bool(boolean truth) -> label("vb", 4).writeBoolean(truth);
      case Value.Text(String text) -> label("vs", 3).writeString(text);
      case Value.Structure(String json) -> label("vs", 3).writeString(json);
    }
  }

  private void data(String base64) {
    if (cbor) {
      generator.writePropertyId(8).writeBinary(Base64.getUrlDecoder().decode(base64));
    } else {
      generator.writeName("vd").writeString(base64);
    }
  }

  private JsonGenerator label(String name, int number) {
    return cbor ? generator.writePropertyId(number) : generator.writeName(name);
  }

  static void number(JsonGenerator generator, double number) {
    if (number == Math.rint(number) && Math.abs(number) < 1L << 53) {
      generator.writeNumber((long) number);
    } else {
      generator.writeNumber(number);
    }
  }
}
