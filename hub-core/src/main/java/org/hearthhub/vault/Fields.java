package org.hearthhub.vault;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The plain form of a sealed record: numbered fields, so that a newer Hearth can add some and an
 * older one passes them over. A field may stand several times. Immutable; read with the getters,
 * made with {@link Writer}.
 *
 * <p>Each field is its number times four plus its form, as a variable-length number; then a zigzag
 * number, or the length and the octets of a text (UTF-8) or of bytes.
 */
public final class Fields {
  private static final int NUMBER = 0;
  private static final int TEXT = 1;
  private static final int BYTES = 2;

  /** Exactly one of number and octets counts, by the form. */
  private record Field(int name, int form, long number, byte @Nullable [] octets) {}

  private final List<Field> fields;

  private Fields(List<Field> fields) {
    this.fields = fields;
  }

  /**
   * @throws org.hearthhub.problem.Broken if the bytes are no such record
   */
  public static Fields parse(byte[] bytes) {
    ByteSource source = new ByteSource(bytes);
    List<Field> fields = new ArrayList<>();
    while (source.hasMore()) {
      int tag = source.count(Integer.MAX_VALUE);
      int form = tag & 3;
      fields.add(
          switch (form) {
            case NUMBER -> new Field(tag >>> 2, form, source.signed(), null);
            case TEXT, BYTES ->
                new Field(tag >>> 2, form, 0, source.raw(source.count(source.remaining())));
            default -> throw ByteSource.malformed();
          });
    }
    return new Fields(List.copyOf(fields));
  }

  public static Writer write() {
    return new Writer();
  }

  /** The field's last text. */
  public Optional<String> text(int field) {
    return octets(field, TEXT).map(octets -> new String(octets, StandardCharsets.UTF_8));
  }

  /** All texts of the field, in order. */
  public List<String> texts(int field) {
    List<String> texts = new ArrayList<>();
    for (Field each : fields) {
      if (each.name == field && each.form == TEXT && each.octets != null) {
        texts.add(new String(each.octets, StandardCharsets.UTF_8));
      }
    }
    return texts;
  }

  /** The field's last whole number. */
  public Optional<Long> number(int field) {
    return last(field, NUMBER).map(Field::number);
  }

  /** The field's last bytes; a copy. */
  public Optional<byte[]> bytes(int field) {
    return octets(field, BYTES).map(byte[]::clone);
  }

  /**
   * The field's last bytes as a UUID.
   *
   * @throws org.hearthhub.problem.Broken if they are not sixteen
   */
  public Optional<UUID> uuid(int field) {
    return octets(field, BYTES)
        .map(
            octets -> {
              ByteSource source = new ByteSource(octets);
              return new UUID(source.fixed(), source.fixed());
            });
  }

  private Optional<byte[]> octets(int field, int form) {
    return last(field, form).map(each -> each.octets == null ? new byte[0] : each.octets);
  }

  private Optional<Field> last(int field, int form) {
    for (int i = fields.size() - 1; i >= 0; i--) {
      Field each = fields.get(i);
      if (each.name == field && each.form == form) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /** Collects fields; their numbers are 1 to 500 million. Not thread-safe. */
  public static final class Writer {
    private final ByteSink sink = new ByteSink();

    private Writer() {}

    public Writer text(int field, String value) {
      sink.unsigned(tag(field, TEXT)).text(value);
      return this;
    }

    public Writer number(int field, long value) {
      sink.unsigned(tag(field, NUMBER)).signed(value);
      return this;
    }

    public Writer bytes(int field, byte[] value) {
      sink.unsigned(tag(field, BYTES)).unsigned(value.length).raw(value);
      return this;
    }

    /** Its sixteen octets, as bytes. */
    public Writer uuid(int field, UUID value) {
      sink.unsigned(tag(field, BYTES))
          .unsigned(16)
          .fixed(value.getMostSignificantBits())
          .fixed(value.getLeastSignificantBits());
      return this;
    }

    public byte[] toBytes() {
      return sink.toBytes();
    }

    private static int tag(int field, int form) {
      if (field < 1 || field > 500_000_000) {
        throw new IllegalArgumentException("field " + field);
      }
      return field << 2 | form;
    }
  }
}
