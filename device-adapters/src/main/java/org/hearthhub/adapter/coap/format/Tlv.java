package org.hearthhub.adapter.coap.format;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.hearthhub.problem.Invalid;
import org.hearthhub.thing.Value;

/** OMA TLV, content format 11542 (LwM2M TS Core 1.1.1 section 7.4.3). */
public final class Tlv {
  private static final int MOST_ENTRIES = 1000;
  private static final int DEEPEST = 3;

  private Tlv() {}

  /** What an entry is; the number is in the two highest bits of its first octet. */
  public enum Kind {
    OBJECT_INSTANCE(0),
    RESOURCE_INSTANCE(1),
    MULTIPLE_RESOURCE(2),
    RESOURCE(3);

    private final int bits;

    Kind(int bits) {
      this.bits = bits;
    }

    private static Kind of(int bits) {
      return switch (bits) {
        case 0 -> OBJECT_INSTANCE;
        case 1 -> RESOURCE_INSTANCE;
        case 2 -> MULTIPLE_RESOURCE;
        default -> RESOURCE;
      };
    }

    private boolean holdsOthers() {
      return this == OBJECT_INSTANCE || this == MULTIPLE_RESOURCE;
    }
  }

  /**
   * An entry.
   *
   * @param value what it holds; empty for one that holds others
   * @param inner what is in it
   */
  @SuppressWarnings("ArrayRecordComponent") // carries bytes, is never compared
  public record Entry(Kind kind, int id, byte[] value, List<Entry> inner) {
    public Entry {
      inner = List.copyOf(inner);
    }

    /** As a signed number of 1, 2, 4 or 8 octets. */
    public Value integer() {
      ByteBuffer octets = ByteBuffer.wrap(value);
      return Value.of(
          (double)
              switch (value.length) {
                case 1 -> octets.get();
                case 2 -> octets.getShort();
                case 4 -> octets.getInt();
                case 8 -> octets.getLong();
                default -> throw malformed();
              });
    }

    /** As an IEEE 754 number of 4 or 8 octets. */
    public Value decimal() {
      double number =
          switch (value.length) {
            // The shorter one means what it would be written as: 21.3, not 21.299999237060547.
            case 4 -> Double.parseDouble(Float.toString(ByteBuffer.wrap(value).getFloat()));
            case 8 -> ByteBuffer.wrap(value).getDouble();
            default -> throw malformed();
          };
      if (!Double.isFinite(number)) {
        throw new Invalid("not-a-number", "It sends a number that is not finite.");
      }
      return Value.of(number);
    }

    public Value truth() {
      if (value.length != 1 || (value[0] != 0 && value[0] != 1)) {
        throw malformed();
      }
      return Value.of(value[0] == 1);
    }

    public Value text() {
      String text = Utf8.text(value);
      if (text.length() > Value.MAX_TEXT) {
        throw new Invalid("text-too-long", "It sends a text longer than 4096 characters.");
      }
      return Value.of(text);
    }

    /** Octets, as base64url text. */
    public Value opaque() {
      String text = Base64.getUrlEncoder().withoutPadding().encodeToString(value);
      if (text.length() > Value.MAX_TEXT) {
        throw new Invalid("text-too-long", "It sends a text longer than 4096 characters.");
      }
      return Value.of(text);
    }
  }

  /**
   * @throws Invalid if that is not TLV, or nested or large beyond reason
   */
  public static List<Entry> read(byte[] document) {
    return read(ByteBuffer.wrap(document), 1, new int[1]);
  }

  private static List<Entry> read(ByteBuffer in, int depth, int[] count) {
    List<Entry> entries = new ArrayList<>();
    while (in.hasRemaining()) {
      if (++count[0] > MOST_ENTRIES || depth > DEEPEST) {
        throw malformed();
      }
      int type = octet(in);
      Kind kind = Kind.of(type >> 6);
      int id = (type & 0x20) == 0 ? octet(in) : number(in, 2);
      int lengthOctets = (type >> 3) & 3;
      int length = lengthOctets == 0 ? type & 7 : number(in, lengthOctets);
      if (length > in.remaining()) {
        throw malformed();
      }
      byte[] value = new byte[length];
      in.get(value);
      entries.add(
          kind.holdsOthers()
              ? new Entry(kind, id, new byte[0], read(ByteBuffer.wrap(value), depth + 1, count))
              : new Entry(kind, id, value, List.of()));
    }
    return entries;
  }

  private static int octet(ByteBuffer in) {
    if (!in.hasRemaining()) {
      throw malformed();
    }
    return in.get() & 0xff;
  }

  private static int number(ByteBuffer in, int octets) {
    int number = 0;
    for (int i = 0; i < octets; i++) {
      number = (number << 8) | octet(in);
    }
    return number;
  }

  private static Invalid malformed() {
    return new Invalid("not-tlv", "It sends data that is not valid TLV.");
  }

  /** One resource with its value. */
  public static byte[] resource(int id, byte[] value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(value.length + 6);
    int lengthOctets =
        value.length < 8 ? 0 : value.length < 256 ? 1 : value.length < 65_536 ? 2 : 3;
    out.write(
        (Kind.RESOURCE.bits << 6)
            | (id > 255 ? 0x20 : 0)
            | (lengthOctets << 3)
            | (lengthOctets == 0 ? value.length : 0));
    write(out, id, id > 255 ? 2 : 1);
    write(out, value.length, lengthOctets);
    out.writeBytes(value);
    return out.toByteArray();
  }

  private static void write(ByteArrayOutputStream out, int number, int octets) {
    for (int shift = 8 * (octets - 1); shift >= 0; shift -= 8) {
      out.write(number >> shift);
    }
  }

  /** A number as the shortest integer that holds it. */
  public static byte[] integer(long number) {
    if (number == (byte) number) {
      return new byte[] {(byte) number};
    }
    if (number == (short) number) {
      return ByteBuffer.allocate(2).putShort((short) number).array();
    }
    return number == (int) number
        ? ByteBuffer.allocate(4).putInt((int) number).array()
        : ByteBuffer.allocate(8).putLong(number).array();
  }

  public static byte[] decimal(double number) {
    return ByteBuffer.allocate(8).putDouble(number).array();
  }

  public static byte[] truth(boolean truth) {
    return new byte[] {(byte) (truth ? 1 : 0)};
  }

  public static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
