package org.hearthhub.vault;

import java.util.List;
import java.util.Optional;

/**
 * The plain form of a sealed record: numbered fields, so that a newer Hearth can add some and an
 * older one passes them over. A field may stand several times. Immutable; read with the getters,
 * made with {@link Writer}.
 */
public final class Fields {
  private Fields() {}

  /**
   * @throws org.hearthhub.problem.Broken if the bytes are no such record
   */
  public static Fields parse(byte[] bytes) {
    throw new UnsupportedOperationException();
  }

  public static Writer write() {
    throw new UnsupportedOperationException();
  }

  /** The field's last text. */
  public Optional<String> text(int field) {
    throw new UnsupportedOperationException();
  }

  /** All texts of the field, in order. */
  public List<String> texts(int field) {
    throw new UnsupportedOperationException();
  }

  /** The field's last whole number. */
  public Optional<Long> number(int field) {
    throw new UnsupportedOperationException();
  }

  /** The field's last bytes; a copy. */
  public Optional<byte[]> bytes(int field) {
    throw new UnsupportedOperationException();
  }

  /** Collects fields. Not thread-safe. */
  public static final class Writer {
    private Writer() {}

    public Writer text(int field, String value) {
      throw new UnsupportedOperationException();
    }

    public Writer number(int field, long value) {
      throw new UnsupportedOperationException();
    }

    public Writer bytes(int field, byte[] value) {
      throw new UnsupportedOperationException();
    }

    public byte[] toBytes() {
      throw new UnsupportedOperationException();
    }
  }
}
