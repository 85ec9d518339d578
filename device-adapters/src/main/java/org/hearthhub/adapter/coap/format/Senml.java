package org.hearthhub.adapter.coap.format;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.TooMuch;
import org.hearthhub.thing.Value;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads SenML packs, JSON (RFC 8428 section 5) and CBOR (section 6), to resolved records. A small
 * codec of our own: no maintained library reads both forms on Jackson 3, and a pack is read for
 * every notification, so it is read as a stream.
 *
 * <p>One deviation, for LwM2M devices: a name may begin with a slash.
 */
public final class Senml {
  /** The most records in one pack. */
  public static final int MAX_RECORDS = 256;

  private static final int MAX_NAME = 300;
  private static final double RELATIVE_BELOW = 1L << 28;
  private static final double LATEST = 253_402_300_799.0; // the end of the year 9999

  private final JsonParser parser;
  private final Instant now;
  private final boolean cbor;

  private String baseName = "";
  private double baseTime;
  private boolean baseTimeGiven;
  private Optional<String> baseUnit = Optional.empty();
  private double baseValue;
  private double baseSum;
  private boolean baseValueGiven;

  private Senml(JsonParser parser, Instant now, boolean cbor) {
    this.parser = parser;
    this.now = now;
    this.cbor = cbor;
  }

  /**
   * The resolved records of a pack, in their order.
   *
   * @param format {@link ContentFormat#SENML_JSON} or {@link ContentFormat#SENML_CBOR}
   * @param now what relative times are relative to
   * @throws Invalid if it is not SenML, saying what is wrong
   * @throws TooMuch if it has more than {@link #MAX_RECORDS} records
   */
  public static List<SenmlRecord> read(byte[] pack, int format, Instant now) {
    boolean cbor = format == ContentFormat.SENML_CBOR;
    try (JsonParser parser = Trees.parser(pack, cbor)) {
      return new Senml(parser, now, cbor).pack();
    } catch (JacksonException | ArithmeticException | IllegalArgumentException notOne) {
      throw invalid(cbor ? "it is not CBOR" : "it is not JSON");
    }
  }

  private List<SenmlRecord> pack() {
    if (parser.nextToken() != JsonToken.START_ARRAY) {
      throw invalid("it is not an array");
    }
    List<SenmlRecord> records = new ArrayList<>(4);
    for (int count = 0; parser.nextToken() != JsonToken.END_ARRAY; count++) {
      if (count == MAX_RECORDS) {
        throw TooMuch.large("too-many-records", "It sends more than 256 values at once.");
      }
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw invalid("a record is not an object");
      }
      new Fields().read().ifPresent(records::add);
    }
    if (parser.nextToken() != null) {
      throw invalid("something follows the pack");
    }
    return records;
  }

  static Invalid invalid(String what) {
    return new Invalid("not-senml", "It sends data that is not valid SenML: " + what + ".");
  }

  /** The fields of one record while it is read. */
  private final class Fields {
    private String name = "";
    private Optional<String> unit = Optional.empty();
    private @Nullable Value value;
    private double number;
    private boolean numberGiven;
    private @Nullable Double sum;
    private double time;
    private boolean timeGiven;
    private final EnumSet<SenmlLabel> seen = EnumSet.noneOf(SenmlLabel.class);

    Optional<SenmlRecord> read() {
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String word = parser.currentName();
        SenmlLabel label = SenmlLabel.of(word);
        parser.nextToken();
        if (label == SenmlLabel.OTHER) {
          if (word != null && word.endsWith("_")) {
            throw invalid("it uses an extension that Hearth does not know");
          }
          parser.skipChildren();
          continue;
        }
        if (!seen.add(label)) {
          throw invalid("a field stands twice in a record");
        }
        field(label);
      }
      if (parser.currentToken() != JsonToken.END_OBJECT) {
        throw invalid("a record is not an object");
      }
      return resolve();
    }

    private void field(SenmlLabel label) {
      switch (label) {
        case BVER -> {
          if (number() > 10) {
            throw invalid("it is of a newer version");
          }
        }
        case BN -> baseName = text();
        case BT -> {
          baseTime = number();
          baseTimeGiven = true;
        }
        case BU -> baseUnit = Optional.of(text());
        case BV -> {
          baseValue = number();
          baseValueGiven = true;
        }
        case BS -> baseSum = number();
        case N -> name = text();
        case U -> unit = Optional.of(text());
        case V -> {
          number = number();
          numberGiven = true;
        }
        case VS -> hold(Value.of(text()));
        case VB -> hold(Value.of(truth()));
        case VD -> hold(Value.of(data()));
        case S -> sum = number();
        case T -> {
          time = number();
          timeGiven = true;
        }
        case UT -> number();
        case OTHER -> throw new IllegalStateException();
      }
    }

    private void hold(Value held) {
      if (value != null) {
        throw invalid("a record has two values");
      }
      value = held;
    }

    private Optional<SenmlRecord> resolve() {
      boolean regular = !SenmlLabel.BASE.containsAll(seen);
      if (numberGiven || (baseValueGiven && value == null && sum == null && regular)) {
        hold(Value.of(finite(baseValue + number)));
      }
      if (value == null && sum == null) {
        if (regular && !name.isEmpty()) {
          throw invalid("a record has no value");
        }
        return Optional.empty();
      }
      String resolved = name.isEmpty() ? baseName : baseName + name;
      checkName(resolved);
      return Optional.of(
          new SenmlRecord(
              resolved,
              unit.isPresent() ? unit : baseUnit,
              Optional.ofNullable(value),
              sum == null ? Optional.empty() : Optional.of(finite(baseSum + sum)),
              baseTimeGiven || timeGiven ? time(baseTime + time) : Optional.empty()));
    }

    private Optional<Instant> time(double seconds) {
      if (!Double.isFinite(seconds) || Math.abs(seconds) > LATEST) {
        throw invalid("a time is out of range");
      }
      if (seconds == 0) {
        return Optional.empty(); // "now", as the moment of arrival is
      }
      double since1970 =
          seconds < RELATIVE_BELOW ? seconds + now.getEpochSecond() + now.getNano() / 1e9 : seconds;
      return Optional.of(Instant.ofEpochMilli(Math.round(since1970 * 1000)));
    }
  }

  private double number() {
    if (!parser.currentToken().isNumeric()) {
      throw invalid("a number is missing where one belongs");
    }
    return finite(parser.getDoubleValue());
  }

  private static double finite(double number) {
    if (!Double.isFinite(number)) {
      throw invalid("a number is not finite");
    }
    return number;
  }

  private String text() {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw invalid("a text is missing where one belongs");
    }
    String text = parser.getString();
    if (text.length() > Value.MAX_TEXT) {
      throw TooMuch.large("text-too-long", "It sends a text longer than 4096 characters.");
    }
    return text;
  }

  private boolean truth() {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case null, default -> throw invalid("true or false is missing where it belongs");
    };
  }

  private String data() {
    if (!cbor) {
      return text();
    }
    if (parser.currentToken() != JsonToken.VALUE_EMBEDDED_OBJECT) {
      throw invalid("bytes are missing where they belong");
    }
    byte[] octets = parser.getBinaryValue();
    if (octets == null) { // a simple value that means nothing
      throw invalid("bytes are missing where they belong");
    }
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    if (text.length() > Value.MAX_TEXT) {
      throw TooMuch.large("data-too-long", "It sends more than 3072 bytes in one value.");
    }
    return text;
  }

  private static void checkName(String name) {
    if (name.length() > MAX_NAME) {
      throw invalid("a name is longer than 300 characters");
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean allowed =
          (c >= '0' && c <= '9')
              || (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || "-:./_".indexOf(c) >= 0;
      if (!allowed) {
        throw invalid("a name has a character that is not allowed");
      }
    }
  }
}
