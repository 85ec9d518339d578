package org.hearthhub.backup;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hearthhub.problem.Broken;
import org.hearthhub.problem.Conflict;
import org.hearthhub.problem.Problem;
import org.hearthhub.vault.ByteSink;
import org.hearthhub.vault.ByteSource;

/**
 * What stands in clear before the segments of a container: nothing about the home but the random
 * name of its store. {@code HEARTHBK}, one octet of version, four of length, then that many octets.
 *
 * @param kind what the container holds
 * @param vaultId 16 random octets, the same in every backup of one home
 * @param containerId 16 random octets of this container
 * @param segment plain octets in each segment but the last
 * @param recipients for each passphrase and recovery code what it opens the container's key with
 */
@SuppressWarnings("ArrayRecordComponent") // read, used, forgotten
record ContainerHeader(
    Kind kind, byte[] vaultId, byte[] containerId, int segment, List<byte[]> recipients) {
  static final int ID = 16;
  private static final byte[] MAGIC = "HEARTHBK".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
  private static final int MOST = 64 * 1024;
  private static final int MOST_RECIPIENTS = 64;
  private static final int LEAST_SEGMENT = 1 << 10;
  private static final int MOST_SEGMENT = 1 << 24;

  /** What a container holds; numbers are for ever. */
  enum Kind {
    BACKUP(1),
    ERASURES(2);

    private final int number;

    Kind(int number) {
      this.number = number;
    }
  }

  /** A header and the octets it was read from, which the segments are bound to. */
  record Read(ContainerHeader header, byte[] octets) {}

  byte[] toBytes() {
    ByteSink fields =
        new ByteSink(1024)
            .octet(kind.number)
            .raw(vaultId)
            .raw(containerId)
            .unsigned(segment)
            .unsigned(recipients.size());
    recipients.forEach(each -> fields.unsigned(each.length).raw(each));
    byte[] body = fields.toBytes();
    return new ByteSink(body.length + 16)
        .raw(MAGIC)
        .octet(VERSION)
        .octet(body.length >>> 24)
        .octet(body.length >>> 16)
        .octet(body.length >>> 8)
        .octet(body.length)
        .raw(body)
        .toBytes();
  }

  /**
   * @param name of the backup, for sentences
   * @throws Broken if this is no container, or its beginning is damaged
   * @throws Conflict if it is of a newer version
   */
  static Read read(InputStream in, String name) throws IOException {
    DataInputStream data = new DataInputStream(in);
    try {
      byte[] magic = data.readNBytes(MAGIC.length);
      if (!Arrays.equals(magic, MAGIC)) {
        throw new Broken("not-a-backup", name + " is a file, but no backup of Hearth.", null);
      }
      int version = data.readUnsignedByte();
      if (version != VERSION) {
        throw new Conflict(
            "backup-newer",
            "The backup " + name + " was made by a newer Hearth. Install that version or a newer.");
      }
      int length = data.readInt();
      if (length < 0 || length > MOST) {
        throw damaged(name);
      }
      byte[] body = new byte[length];
      data.readFully(body);
      byte[] octets =
          new ByteSink(length + 16)
              .raw(MAGIC)
              .octet(version)
              .octet(length >>> 24)
              .octet(length >>> 16)
              .octet(length >>> 8)
              .octet(length)
              .raw(body)
              .toBytes();
      return new Read(parse(body, name), octets);
    } catch (EOFException cutOff) {
      throw damaged(name);
    }
  }

  private static ContainerHeader parse(byte[] body, String name) {
    try {
      ByteSource source = new ByteSource(body);
      int number = source.octet();
      Kind kind =
          Arrays.stream(Kind.values())
              .filter(each -> each.number == number)
              .findFirst()
              .orElseThrow(() -> damaged(name));
      byte[] vaultId = source.raw(ID);
      byte[] containerId = source.raw(ID);
      int segment = source.count(MOST_SEGMENT);
      if (segment < LEAST_SEGMENT) {
        throw damaged(name);
      }
      int count = source.count(MOST_RECIPIENTS);
      List<byte[]> recipients = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        recipients.add(source.raw(source.count(source.remaining())));
      }
      return new ContainerHeader(kind, vaultId, containerId, segment, List.copyOf(recipients));
    } catch (Problem malformed) {
      throw damaged(name);
    }
  }

  static Broken damaged(String name) {
    return new Broken(
        "backup-damaged",
        "The beginning of the backup "
            + name
            + " is damaged or missing. Nothing of it is used; take another backup.",
        null);
  }
}
