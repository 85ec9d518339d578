package org.hearthhub.web.signin;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.Optional;

/**
 * The cookie that a signed-in browser carries. Its {@code __Host-} name makes browsers hold it to
 * this very host; they and curl take a {@code Secure} cookie from {@code http://localhost} too.
 */
final class SessionCookie {
  static final String NAME = "__Host-hearth";

  /** No session lives longer. */
  private static final Duration LONGEST = Duration.ofDays(90);

  private static final int LONGEST_TOKEN = 200;
  private static final String ATTRIBUTES = "; Path=/; Secure; HttpOnly; SameSite=Strict";

  private SessionCookie() {}

  /** The token that was sent; none when the request carries its own authorization. */
  static Optional<String> token(Context context) {
    if (context.header("Authorization") != null) {
      return Optional.empty();
    }
    return Optional.ofNullable(context.cookie(NAME))
        .filter(token -> !token.isBlank() && token.length() <= LONGEST_TOKEN);
  }

  static void set(Context context, String token) {
    context
        .res()
        .addHeader(
            "Set-Cookie", NAME + "=" + token + ATTRIBUTES + "; Max-Age=" + LONGEST.toSeconds());
  }

  static void clear(Context context) {
    context.res().addHeader("Set-Cookie", NAME + "=" + ATTRIBUTES + "; Max-Age=0");
  }
}
