package org.hearthhub.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.hearthhub.problem.Refused;

/**
 * The one-time code that makes the first person the owner: 40 random bits in Crockford base32,
 * {@code XXXX-XXXX}. Five wrong tries or one hour void it and another is announced. Thread-safe.
 */
public final class SetupCode {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int MAX_WRONG = 5;
  private static final Duration GOOD_FOR = Duration.ofHours(1);

  private final InstantSource clock;
  private final Consumer<String> announce;
  private final SecureRandom random = new SecureRandom();

  private Optional<Code> code = Optional.empty();
  private boolean retired;

  private record Code(String text, Instant made, int wrong) {}

  /**
   * @param announce told each new code, to print it where only who holds the machine can read it
   */
  public SetupCode(InstantSource clock, Consumer<String> announce) {
    this.clock = clock;
    this.announce = announce;
  }

  /** Announces a first code, or the present one again if it is still good; none once used. */
  public synchronized void announce() {
    if (retired) {
      return;
    }
    Code good = good().orElseGet(this::make);
    code = Optional.of(good);
    announce.accept(good.text());
  }

  /** Announces another code if the one announced is past its hour; for a timer. */
  public synchronized void renew() {
    if (code.isPresent() && good().isEmpty()) {
      announce();
    }
  }

  /** The code that is good now. */
  public synchronized Optional<String> current() {
    return good().map(Code::text);
  }

  /**
   * Uses the code up. Letter case, dashes, and the Crockford look-alikes (I L O) do not matter.
   *
   * @throws Refused if it is wrong or void
   */
  public synchronized void redeem(String typed) {
    Optional<Code> present = good();
    if (present.isEmpty()) {
      announce();
      throw refused(
          "setup-code-void",
          "That setup code is no longer good. The hub has printed another one; use that.");
    }
    Code expected = present.get();
    if (!same(expected.text(), typed)) {
      code = Optional.of(new Code(expected.text(), expected.made(), expected.wrong() + 1));
      if (good().isEmpty()) {
        announce();
        throw refused(
            "setup-code-void",
            "That was wrong five times. The hub has printed another setup code; use that.");
      }
      throw refused(
          "wrong-setup-code",
          "That is not the setup code. It is what the hub printed when it started.");
    }
    code = Optional.empty();
  }

  /** There is an owner: no code from now on. */
  synchronized void retire() {
    retired = true;
    code = Optional.empty();
  }

  private Optional<Code> good() {
    Instant now = clock.instant();
    return code.filter(
        present ->
            present.wrong() < MAX_WRONG
                && present.made().plus(GOOD_FOR).isAfter(now)
                // A clock that was set back must not make it live longer.
                && !present.made().isAfter(now));
  }

  private Code make() {
    var text = new StringBuilder("XXXX-XXXX".length());
    for (int i = 0; i < 8; i++) {
      text.append(i == 4 ? "-" : "").append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return new Code(text.toString(), clock.instant(), 0);
  }

  private static boolean same(String code, String typed) {
    return MessageDigest.isEqual(
        plain(code).getBytes(StandardCharsets.UTF_8),
        plain(typed).getBytes(StandardCharsets.UTF_8));
  }

  private static String plain(String typed) {
    String bounded = typed.length() > 40 ? typed.substring(0, 40) : typed;
    return bounded
        .toUpperCase(Locale.ROOT)
        .replaceAll("[\\s-]", "")
        .replace('I', '1')
        .replace('L', '1')
        .replace('O', '0');
  }

  private static Refused refused(String code, String sentence) {
    return new Refused(Refused.Reason.NOT_ALLOWED, code, sentence);
  }
}
