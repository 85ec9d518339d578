package org.hearthhub.adapter.coap;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hearthhub.adapter.coap.format.Utf8;
import org.hearthhub.problem.Invalid;

/**
 * The parameters of a registration or of its update (RFC 9176 sections 5 and 5.3.1), read from the
 * query and bounded.
 *
 * @param endpoint {@code ep}
 * @param sector {@code d}
 * @param lifetime {@code lt}, in seconds from 1 to 4294967295
 * @param base where the links are relative to, {@code coap} at a numeric address or a name
 * @param others everything else
 */
record RegistrationQuery(
    Optional<String> endpoint,
    Optional<String> sector,
    Optional<Duration> lifetime,
    Optional<String> base,
    Map<String, String> others) {
  static final Duration USUAL_LIFETIME = Duration.ofHours(25);

  private static final long LONGEST_LIFETIME = 4_294_967_295L;
  private static final int LONGEST_NAME = 63;
  private static final int MOST_PARAMETERS = 16;

  /** Parameters of lookups: a registration that has them could not be looked up by them. */
  private static final Set<String> OF_LOOKUPS =
      Set.of("page", "count", "href", "anchor", "rt", "if");

  /**
   * @param query each part as it was sent, without percent-encoding
   */
  static RegistrationQuery read(List<String> query) {
    if (query.size() > MOST_PARAMETERS) {
      throw malformed("A registration has at most 16 parameters.");
    }
    Map<String, String> given = new HashMap<>();
    for (String part : query) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      String value = equals < 0 ? "" : part.substring(equals + 1);
      if (given.put(name, value) != null || name.isEmpty() || !isShown(part)) {
        throw malformed("A registration has each parameter once, in letters that can be shown.");
      }
    }
    Optional<String> endpoint =
        Optional.ofNullable(given.remove("ep")).map(RegistrationQuery::name);
    Optional<String> sector = Optional.ofNullable(given.remove("d")).map(RegistrationQuery::name);
    Optional<Duration> lifetime =
        Optional.ofNullable(given.remove("lt")).map(RegistrationQuery::lifetime);
    Optional<String> base = Optional.ofNullable(given.remove("base")).map(RegistrationQuery::base);
    given.keySet().removeAll(OF_LOOKUPS);
    return new RegistrationQuery(endpoint, sector, lifetime, base, Map.copyOf(given));
  }

  private static boolean isShown(String part) {
    return part.codePoints().noneMatch(Character::isISOControl)
        && part.indexOf('"') < 0
        && part.indexOf('\\') < 0;
  }

  private static String name(String text) {
    if (text.isBlank()
        || text.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME
        || !Utf8.cut(text, LONGEST_NAME).equals(text)) {
      throw malformed("A registration needs an ep of 1 to 63 characters.");
    }
    return text;
  }

  private static Duration lifetime(String text) {
    if (text.length() <= 10
        && !text.isEmpty()
        && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      long seconds = Long.parseLong(text);
      if (seconds >= 1 && seconds <= LONGEST_LIFETIME) {
        return Duration.ofSeconds(seconds);
      }
    }
    throw malformed("A lifetime lt is a number of seconds from 1 on.");
  }

  /** Kept as it is written; only whoever looks it up goes there. */
  private static String base(String text) {
    boolean coap = text.startsWith("coap://") || text.startsWith("coaps://");
    if (!coap || text.length() > 200 || text.indexOf('<') >= 0 || text.indexOf('>') >= 0) {
      throw malformed("A base is a coap or coaps address of at most 200 characters.");
    }
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  /** Whether the base, where there is one, is the sender itself. */
  boolean isAboutItself(InetAddress sender) {
    return base.isEmpty()
        || (HomeAddress.isNumeric(base.get())
            && HomeAddress.parse(base.get()).host().equals(sender));
  }

  static Invalid malformed(String sentence) {
    return new Invalid("bad-registration", sentence);
  }
}
