package org.hearthhub.adapter.coap.format;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hearthhub.problem.Invalid;
import org.hearthhub.thing.DataType;
import org.hearthhub.thing.Value;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/** Single values in the payloads of plain devices: text, JSON and CBOR. */
public final class Values {
  private static final Pattern NUMBER_AND_UNIT =
      Pattern.compile(
          "([-+]?[0-9]{1,18}(?:\\.[0-9]{1,18})?(?:[eE][-+]?[0-9]{1,3})?)\\s*((?:[\\p{L}%°µ]\\S{0,7})?)");

  private Values() {}

  /**
   * What a text says: a number, perhaps with a unit, or true or false, or just itself.
   *
   * @param unit what follows the number, as it stands
   */
  public record Said(Value value, Optional<String> unit) {}

  /** Guesses what a plain text says. */
  public static Said ofText(String text) {
    String stripped = text.strip();
    Optional<Boolean> truth = truth(stripped);
    if (truth.isPresent()) {
      return new Said(Value.of(truth.get()), Optional.empty());
    }
    Matcher number = NUMBER_AND_UNIT.matcher(stripped);
    if (number.matches()) {
      String unit = number.group(2);
      double read = Double.parseDouble(number.group(1));
      if (Double.isFinite(read)) {
        return new Said(Value.of(read), unit.isEmpty() ? Optional.empty() : Optional.of(unit));
      }
    }
    if (stripped.length() > Value.MAX_TEXT) {
      throw new Invalid("text-too-long", "It sends a text longer than 4096 characters.");
    }
    return new Said(Value.of(stripped), Optional.empty());
  }

  private static Optional<Boolean> truth(String word) {
    return switch (word.length() > 5 ? "" : word.toLowerCase(Locale.ROOT)) {
      case "true", "on" -> Optional.of(true);
      case "false", "off" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /**
   * The value that a payload is as a whole.
   *
   * @throws Invalid if it is not of its format, or JSON null
   */
  public static Value read(Payload payload) {
    return switch (payload.format()) {
      case ContentFormat.JSON, ContentFormat.TD_JSON -> scalar(payload.bytes(), false);
      case ContentFormat.CBOR -> scalar(payload.bytes(), true);
      case ContentFormat.OCTETS ->
          Value.of(Base64.getUrlEncoder().withoutPadding().encodeToString(payload.bytes()));
      case ContentFormat.TEXT, ContentFormat.NONE -> ofText(Utf8.text(payload.bytes())).value();
      default ->
          throw new Invalid(
              "unknown-format", "It sends data in a format that Hearth does not understand.");
    };
  }

  private static Value scalar(byte[] document, boolean cbor) {
    try (JsonParser parser = Trees.parser(document, cbor)) {
      JsonToken token = parser.nextToken();
      Value value =
          switch (token) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getDoubleValue());
            case VALUE_TRUE -> Value.of(true);
            case VALUE_FALSE -> Value.of(false);
            case VALUE_STRING -> text(parser.getString());
            case START_OBJECT, START_ARRAY -> null;
            case null, default -> throw Trees.malformed(cbor);
          };
      if (value == null) {
        return ofNode(Trees.read(document, cbor));
      }
      if (parser.nextToken() != null) {
        throw Trees.malformed(cbor);
      }
      return value;
    } catch (JacksonException | ArithmeticException notOne) {
      throw Trees.malformed(cbor);
    }
  }

  private static Value number(double number) {
    if (!Double.isFinite(number)) {
      throw new Invalid("not-a-number", "It sends a number that is not finite.");
    }
    return Value.of(number);
  }

  private static Value text(String text) {
    if (text.length() > Value.MAX_TEXT) {
      throw new Invalid("text-too-long", "It sends a text longer than 4096 characters.");
    }
    return Value.of(text);
  }

  /**
   * The value that a node is.
   *
   * @throws Invalid if it is null or too large
   */
  public static Value ofNode(JsonNode node) {
    if (node.isNumber()) {
      return number(node.doubleValue());
    }
    if (node.isBoolean()) {
      return Value.of(node.booleanValue());
    }
    if (node.isString()) {
      return text(node.stringValue());
    }
    if (node.isObject() || node.isArray()) {
      String json = node.toString();
      if (json.length() > Value.MAX_TEXT) {
        throw new Invalid("value-too-long", "It sends a value longer than 4096 characters.");
      }
      return new Value.Structure(json);
    }
    throw new Invalid("no-value", "It sends null where a value belongs.");
  }

  /**
   * The value of a property of that type that a payload is as a whole.
   *
   * @throws Invalid if it is not of its format or not of that type
   */
  public static Value read(Payload payload, DataType type) {
    boolean words =
        payload.format() == ContentFormat.TEXT || payload.format() == ContentFormat.NONE;
    if (words && type == DataType.STRING) {
      return text(Utf8.text(payload.bytes()).strip());
    }
    return fit(read(payload), type);
  }

  /**
   * The value as a property of that type holds it.
   *
   * @throws Invalid if it cannot be one
   */
  public static Value fit(Value value, DataType type) {
    return switch (type) {
      case ANY -> value;
      case BOOLEAN ->
          switch (value) {
            case Value.Bool _ -> value;
            case Value.Num(double number) when number == 0 || number == 1 -> Value.of(number == 1);
            case Value.Text(String word) ->
                truth(word.strip()).<Value>map(Value::of).orElseThrow(() -> unfit("true or false"));
            default -> throw unfit("true or false");
          };
      case INTEGER, NUMBER ->
          switch (value) {
            case Value.Num _ -> value;
            case Value.Text(String text) when ofText(text).value() instanceof Value.Num number ->
                number;
            default -> throw unfit("a number");
          };
      case STRING ->
          switch (value) {
            case Value.Text _ -> value;
            case Value.Num(double number) -> Value.of(plain(number));
            case Value.Bool(boolean truth) -> Value.of(Boolean.toString(truth));
            case Value.Structure(String json) -> Value.of(json);
          };
      case OBJECT, ARRAY -> {
        if (value instanceof Value.Structure(String json)
            && json.startsWith(type == DataType.OBJECT ? "{" : "[")) {
          yield value;
        }
        throw unfit(type == DataType.OBJECT ? "an object" : "a list");
      }
    };
  }

  private static Invalid unfit(String wanted) {
    return new Invalid("wrong-type", "It sends something else where it promised " + wanted + ".");
  }

  /** The type that a value has by itself. */
  public static DataType typeOf(Value value) {
    return switch (value) {
      case Value.Num _ -> DataType.NUMBER;
      case Value.Bool _ -> DataType.BOOLEAN;
      case Value.Text _ -> DataType.STRING;
      case Value.Structure(String json) -> json.startsWith("{") ? DataType.OBJECT : DataType.ARRAY;
    };
  }

  /** The value as a payload of that format; formats that are not understood become text. */
  public static Payload write(Value value, int format) {
    return switch (format) {
      case ContentFormat.JSON, ContentFormat.TD_JSON -> new Payload(format, tree(value, false));
      case ContentFormat.CBOR -> new Payload(format, tree(value, true));
      case ContentFormat.SENML_JSON, ContentFormat.SENML_CBOR ->
          new Payload(format, SenmlWriter.write(List.of(SenmlRecord.of("", value)), format));
      default -> new Payload(ContentFormat.TEXT, text(value).getBytes(StandardCharsets.UTF_8));
    };
  }

  private static String text(Value value) {
    return switch (value) {
      case Value.Num(double number) -> plain(number);
      case Value.Bool(boolean truth) -> Boolean.toString(truth);
      case Value.Text(String text) -> text;
      case Value.Structure(String json) -> json;
    };
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  private static byte[] tree(Value value, boolean cbor) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(32);
    try (JsonGenerator generator = Trees.mapper(cbor).createGenerator(bytes)) {
      switch (value) {
        case Value.Num(double number) -> SenmlWriter.number(generator, number);
        case Value.Bool(boolean truth) -> generator.writeBoolean(truth);
        case Value.Text(String text) -> generator.writeString(text);
        case Value.Structure(String json) ->
            generator.writePOJO(Trees.read(json.getBytes(StandardCharsets.UTF_8), false));
      }
    }
    return bytes.toByteArray();
  }
}
