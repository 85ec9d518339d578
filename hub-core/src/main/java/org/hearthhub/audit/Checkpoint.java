package org.hearthhub.audit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.hearthhub.problem.Invalid;

/**
 * A signed statement of everything that the audit journal held at one moment, as C2SP's
 * tlog-checkpoint writes it. Kept elsewhere, it proves later whether anything before it was changed
 * or removed.
 *
 * @param origin names the log; no other home has the same
 * @param size how many entries
 * @param root of the Merkle tree over their commitments
 * @param note the whole text, signatures included; it says nothing about the home
 */
public record Checkpoint(String origin, long size, TreeHash root, String note) {
  private static final int MOST_LETTERS = 16_384;
  private static final int MOST_SIGNATURES = 64;
  private static final String SIGNATURE = "\u2014 ";

  /**
   * @throws Invalid if the text is no checkpoint; nobody's signature is checked here
   */
  public static Checkpoint parse(String note) {
    int end = note.lastIndexOf("\n\n");
    if (note.length() > MOST_LETTERS || end < 0 || !note.endsWith("\n") || hasControls(note)) {
      throw none();
    }
    List<String> lines = note.substring(0, end).lines().toList();
    boolean signaturesAre =
        signatures(note, end).stream().allMatch(line -> line.startsWith(SIGNATURE));
    if (lines.size() < 3 || lines.stream().anyMatch(String::isEmpty) || !signaturesAre) {
      throw none();
    }
    try {
      byte[] root = Base64.getDecoder().decode(lines.get(2));
      if (!lines.get(1).matches("0|[1-9][0-9]{0,17}")
          || !Base64.getEncoder().encodeToString(root).equals(lines.get(2))) {
        throw none();
      }
      return new Checkpoint(lines.get(0), Long.parseLong(lines.get(1)), TreeHash.of(root), note);
    } catch (IllegalArgumentException noHash) {
      throw none();
    }
  }

  private static boolean hasControls(String note) {
    return note.chars().anyMatch(letter -> letter < ' ' && letter != '\n');
  }

  private static List<String> signatures(String note, int end) {
    List<String> lines = note.substring(end + 2).lines().toList();
    if (lines.isEmpty() || lines.size() > MOST_SIGNATURES) {
      throw none();
    }
    return lines;
  }

  private static Invalid none() {
    return new Invalid(
        "not-a-checkpoint",
        "This is not a checkpoint: three lines (origin, size, root hash), an empty one and a"
            + " signature, each ended by a line break.");
  }

  static String body(String origin, long size, TreeHash root) {
    return origin + "\n" + size + "\n" + root.base64() + "\n";
  }

  static Checkpoint signed(LogKey key, long size, TreeHash root, byte[] signature) {
    byte[] idAndSignature = Arrays.copyOf(key.id(), 4 + signature.length);
    System.arraycopy(signature, 0, idAndSignature, 4, signature.length);
    String note =
        body(key.name(), size, root)
            + "\n"
            + SIGNATURE
            + key.name()
            + " "
            + Base64.getEncoder().encodeToString(idAndSignature)
            + "\n";
    return new Checkpoint(key.name(), size, root, note);
  }

  /** Whether that key signed it; signatures of others do not matter. */
  public boolean isSignedBy(LogKey key) {
    int end = note.lastIndexOf("\n\n");
    byte[] text = note.substring(0, end + 1).getBytes(StandardCharsets.UTF_8);
    boolean signed = false;
    for (String line : signatures(note, end)) {
      String[] words = line.substring(SIGNATURE.length()).split(" ", -1);
      if (words.length != 2 || !words[0].equals(key.name())) {
        continue;
      }
      byte[] octets;
      try {
        octets = Base64.getDecoder().decode(words[1]);
      } catch (IllegalArgumentException notBase64) {
        return false;
      }
      if (octets.length > 4 && Arrays.equals(octets, 0, 4, key.id(), 0, 4)) {
        if (!key.signed(text, Arrays.copyOfRange(octets, 4, octets.length))) {
          return false; // of a known key, which did not write it
        }
        signed = true;
      }
    }
    return signed;
  }
}
