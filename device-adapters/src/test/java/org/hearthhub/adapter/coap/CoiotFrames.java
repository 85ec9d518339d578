package org.hearthhub.adapter.coap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Datagrams of real Shelly devices, as public bug reports show them. */
final class CoiotFrames {
  private static final Pattern ESCAPE = Pattern.compile("\\\\(x[0-9a-f]{2}|[nrt])");

  private CoiotFrames() {}

  static byte[] named(String name) throws IOException {
    try (InputStream file =
        Objects.requireNonNull(CoiotFrames.class.getResourceAsStream("coiot-frames.txt"))) {
      Iterator<String> lines = new String(file.readAllBytes(), US_ASCII).lines().iterator();
      while (lines.hasNext()) {
        if (lines.next().startsWith(name + " ")) {
          return bytes(lines.next());
        }
      }
    }
    throw new IllegalArgumentException(name);
  }

  /** As Python writes bytes. */
  private static byte[] bytes(String literal) {
    return ESCAPE
        .matcher(literal)
        .replaceAll(
            escape -> {
              String code = escape.group(1);
              char one =
                  switch (code) {
                    case "n" -> '\n';
                    case "r" -> '\r';
                    case "t" -> '\t';
                    default -> (char) Integer.parseInt(code.substring(1), 16);
                  };
              return Matcher.quoteReplacement(String.valueOf(one));
            })
        .getBytes(ISO_8859_1);
  }
}
