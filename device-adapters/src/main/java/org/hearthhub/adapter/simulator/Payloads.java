package org.hearthhub.adapter.simulator;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hearthhub.thing.Value;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORMapper;

/** Writes and reads values as devices do: text, JSON, CBOR and SenML (RFC 8428). Thread-safe. */
final class Payloads {
  private static final ObjectMapper JSON = JsonMapper.shared();
  private static final ObjectMapper CBOR = CBORMapper.shared();

  private static final SenmlLabels JSON_LABELS = JsonGenerator::writeName;
  private static final SenmlLabels CBOR_LABELS =
      (generator, label) -> generator.writePropertyId(cborLabel(label));

  private interface SenmlLabels {
    void write(JsonGenerator generator, String label);
  }

  private Payloads() {}

  /** One value as it is. */
  static byte[] one(Format format, String baseName, SimulatedProperty property) {
    return switch (format) {
      case TEXT, JSON, CBOR -> one(format, property.value());
      case SENML_JSON, SENML_CBOR -> senml(format, baseName, List.of(property), Optional.empty());
    };
  }

  /** One value that is no property's; what writes SenML otherwise writes it as JSON. */
  static byte[] one(Format format, Value value) {
    return switch (format) {
      case TEXT -> text(value).getBytes(StandardCharsets.UTF_8);
      case JSON, SENML_JSON, SENML_CBOR -> JSON.writeValueAsBytes(plain(value));
      case CBOR -> CBOR.writeValueAsBytes(plain(value));
    };
  }

  /**
   * SenML records of several values with one base name, and the device's own time if it has one.
   */
  static byte[] senml(
      Format format,
      String baseName,
      Iterable<SimulatedProperty> properties,
      Optional<Instant> time) {
    boolean binary = format == Format.SENML_CBOR;
    SenmlLabels labels = binary ? CBOR_LABELS : JSON_LABELS;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator generator = (binary ? CBOR : JSON).createGenerator(out)) {
      generator.writeStartArray();
      boolean first = true;
      for (SimulatedProperty property : properties) {
        generator.writeStartObject();
        if (first) {
          labels.write(generator, "bn");
          generator.writeString(baseName);
          if (time.isPresent()) {
            labels.write(generator, "bt");
            generator.writeNumber(time.get().getEpochSecond());
          }
          first = false;
        }
        labels.write(generator, "n");
        generator.writeString(property.name());
        Optional<String> unit = property.spec().meaning().unit();
        if (unit.isPresent()) {
          labels.write(generator, "u");
          generator.writeString(unit.get());
        }
        writeSenmlValue(generator, labels, property.value());
        generator.writeEndObject();
      }
      generator.writeEndArray();
    }
    return out.toByteArray();
  }

  private static void writeSenmlValue(JsonGenerator generator, SenmlLabels labels, Value value) {
    switch (value) {
      case Value.Num(double number) -> {
        labels.write(generator, "v");
        generator.writePOJO(plain(Value.of(number)));
      }
      case Value.Bool(boolean truth) -> {
        labels.write(generator, "vb");
        generator.writeBoolean(truth);
      }
      case Value.Text(String text) -> {
        labels.write(generator, "vs");
        generator.writeString(text);
      }
      case Value.Structure(String json) -> {
        labels.write(generator, "vs");
        generator.writeString(json);
      }
    }
  }

  /** The value in a payload; empty when there is none. */
  static Optional<Value> read(Format format, byte[] payload) {
    try {
      return switch (format) {
        case TEXT -> ofText(new String(payload, StandardCharsets.UTF_8).strip());
        case JSON -> ofNode(JSON.readTree(payload));
        case CBOR -> ofNode(CBOR.readTree(payload));
        case SENML_JSON -> ofRecord(JSON.readTree(payload).path(0), false);
        case SENML_CBOR -> ofRecord(CBOR.readTree(payload).path(0), true);
      };
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /** Bytes that are not what any of the formats says. */
  static byte[] rubbish(Format format) {
    return switch (format) {
      case TEXT -> new byte[] {(byte) 0xff, (byte) 0xfe, '?', (byte) 0xc0};
      case JSON, SENML_JSON -> "[{\"n\":\"temp".getBytes(StandardCharsets.UTF_8);
      case CBOR, SENML_CBOR -> new byte[] {(byte) 0x9f, (byte) 0xbf, 0x1c, (byte) 0xff};
    };
  }

  private static Optional<Value> ofRecord(JsonNode record, boolean binary) {
    for (String label : List.of("v", "vb", "vs")) {
      JsonNode node = record.path(binary ? Integer.toString(cborLabel(label)) : label);
      if (!node.isMissingNode()) {
        return ofNode(node);
      }
    }
    return Optional.empty();
  }

  private static Optional<Value> ofNode(JsonNode node) {
    if (node.isBoolean()) {
      return Optional.of(Value.of(node.booleanValue()));
    }
    if (node.isNumber() && Double.isFinite(node.doubleValue())) {
      return Optional.of(Value.of(node.doubleValue()));
    }
    return node.isString() && node.stringValue().length() <= Value.MAX_TEXT
        ? Optional.of(Value.of(node.stringValue()))
        : Optional.empty();
  }

  private static Optional<Value> ofText(String text) {
    return switch (text) {
      case "true", "on" -> Optional.of(Value.of(true));
      case "false", "off" -> Optional.of(Value.of(false));
      default ->
          text.matches("-?[0-9]{1,9}(\\.[0-9]{1,9})?")
              ? Optional.of(Value.of(Double.parseDouble(text)))
              : text.isEmpty() || text.length() > Value.MAX_TEXT
                  ? Optional.empty()
                  : Optional.of(Value.of(text));
    };
  }

  private static String text(Value value) {
    return plain(value).toString();
  }

  private static Object plain(Value value) {
    return switch (value) {
      case Value.Num(double n) when n == Math.rint(n) && Math.abs(n) < 1e15 -> (long) n;
      case Value.Num(double n) -> n;
      case Value.Bool(boolean truth) -> truth;
      case Value.Text(String text) -> text;
      case Value.Structure(String json) -> json;
    };
  }

  /** RFC 8428 section 6, table 4. */
  private static int cborLabel(String label) {
    return switch (label) {
      case "bn" -> -2;
      case "bt" -> -3;
      case "n" -> 0;
      case "u" -> 1;
      case "v" -> 2;
      case "vs" -> 3;
      case "vb" -> 4;
      default -> throw new IllegalArgumentException(label);
    };
  }
}
