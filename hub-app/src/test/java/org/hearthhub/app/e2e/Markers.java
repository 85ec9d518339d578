package org.hearthhub.app.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Words that nobody else uses, and the search for them in files, however they are written. */
final class Markers {
  private static final int MOST_UNPACKED = 1 << 18;

  /** Each way to write each marker, as bytes, by what to call it. */
  private final Map<String, byte[]> ways = new LinkedHashMap<>();

  Markers(List<String> words, List<BigDecimal> numbers) {
    for (String word : words) {
      addWord(word);
      addWord(word.toLowerCase(Locale.ROOT));
    }
    for (BigDecimal number : numbers) {
      addWord(number.toPlainString());
      double value = number.doubleValue();
      for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
        byte[] eight = ByteBuffer.allocate(8).order(order).putDouble(value).array();
        ways.put(number + " as a double, " + order, eight);
      }
    }
  }

  /** One that is known only now, such as what the hub draws. */
  void also(String word) {
    addWord(word);
    addWord(word.toLowerCase(Locale.ROOT));
  }

  private void addWord(String word) {
    byte[] utf8 = word.getBytes(StandardCharsets.UTF_8);
    ways.put(word + " in UTF-8", utf8);
    ways.put(word + " in UTF-16BE", word.getBytes(StandardCharsets.UTF_16BE));
    ways.put(word + " in UTF-16LE", word.getBytes(StandardCharsets.UTF_16LE));
    ways.put(word + " in Latin 1", word.getBytes(StandardCharsets.ISO_8859_1));
    ways.put(
        word + " backwards",
        new StringBuilder(word).reverse().toString().getBytes(StandardCharsets.UTF_8));
    for (int before = 0; before < 3; before++) {
      ways.put(word + " in Base64 after " + before, base64(utf8, before, Base64.getEncoder()));
      ways.put(
          word + " in URL Base64 after " + before, base64(utf8, before, Base64.getUrlEncoder()));
    }
    String hex = HexFormat.of().formatHex(utf8);
    ways.put(word + " in hex", ascii(hex));
    ways.put(word + " in HEX", ascii(hex.toUpperCase(Locale.ROOT)));
    String url = URLEncoder.encode(word, StandardCharsets.UTF_8);
    ways.put(word + " in a form", ascii(url));
    ways.put(word + " in a URL", ascii(url.replace("+", "%20")));
    ways.put(word + " in JSON", ascii(escaped(word)));
  }

  /** The letters that stand for these octets alone, when so many others stand before them. */
  private static byte[] base64(byte[] bytes, int before, Base64.Encoder encoder) {
    byte[] shifted = new byte[before + bytes.length];
    System.arraycopy(bytes, 0, shifted, before, bytes.length);
    String text = encoder.withoutPadding().encodeToString(shifted);
    int from = (before * 8 + 5) / 6;
    int to = shifted.length * 8 / 6;
    return ascii(text.substring(from, to));
  }

  private static String escaped(String word) {
    StringBuilder text = new StringBuilder();
    word.chars()
        .forEach(
            each -> text.append(each < 128 ? "%c".formatted(each) : "\\u%04x".formatted(each)));
    return text.toString();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** What was found where, in names of files and in what they hold. */
  List<String> foundIn(Path folder) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        String name = folder.relativize(file).toString();
        lookInto(name.getBytes(StandardCharsets.UTF_8), "the name " + name, found);
        if (Files.isRegularFile(file)) {
          lookInto(read(file), name, found);
        }
      }
    } catch (UncheckedIOException gone) {
      if (!(gone.getCause() instanceof NoSuchFileException)) {
        throw gone;
      }
    }
    return found;
  }

  private static byte[] read(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException gone) {
      return new byte[0];
    }
  }

  private void lookInto(byte[] bytes, String where, List<String> found) {
    lookThrough(bytes, where, found);
    for (int at = 0; at + 2 < bytes.length; at++) {
      boolean gzip = bytes[at] == 0x1f && bytes[at + 1] == (byte) 0x8b && bytes[at + 2] == 8;
      boolean zlib = bytes[at] == 0x78 && ((bytes[at] << 8) + (bytes[at + 1] & 0xff)) % 31 == 0;
      boolean zip = bytes[at] == 'P' && bytes[at + 1] == 'K' && bytes[at + 2] == 3;
      if (gzip) {
        lookThrough(unpacked(bytes, at + 10, true), where + ", gzip at " + at, found);
      } else if (zlib) {
        lookThrough(unpacked(bytes, at, false), where + ", deflate at " + at, found);
      } else if (zip && at + 30 < bytes.length) {
        int names = (bytes[at + 26] & 0xff) + (bytes[at + 28] & 0xff);
        lookThrough(unpacked(bytes, at + 30 + names, true), where + ", zip at " + at, found);
      }
    }
  }

  /** What a compressed stream from there on holds; little or nothing if there is none. */
  private static byte[] unpacked(byte[] bytes, int at, boolean raw) {
    if (at >= bytes.length) {
      return new byte[0];
    }
    try (Inflater inflater = new Inflater(raw)) {
      inflater.setInput(bytes, at, bytes.length - at);
      byte[] out = new byte[MOST_UNPACKED];
      int length = 0;
      while (length < out.length) {
        int more = inflater.inflate(out, length, out.length - length);
        if (more == 0) {
          break;
        }
        length += more;
      }
      return Arrays.copyOf(out, length);
    } catch (DataFormatException none) {
      return new byte[0];
    }
  }

  private void lookThrough(byte[] bytes, String where, List<String> found) {
    if (bytes.length == 0) {
      return;
    }
    String haystack = new String(bytes, StandardCharsets.ISO_8859_1);
    ways.forEach(
        (name, way) -> {
          if (haystack.contains(new String(way, StandardCharsets.ISO_8859_1))) {
            found.add(name + " in " + where);
          }
        });
  }

  /** These bytes in each way, for a test that each is found. */
  Stream<byte[]> eachWay() {
    return ways.values().stream();
  }
}
