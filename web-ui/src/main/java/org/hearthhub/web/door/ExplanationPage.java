package org.hearthhub.web.door;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What plain HTTP answers to other machines: how to come in by HTTPS, and nothing else.
 * Thread-safe.
 */
public final class ExplanationPage {
  private static final String STYLE =
      "body{font:1.05rem/1.6 system-ui,sans-serif;max-width:34rem;margin:12vh auto;padding:0"
          + " 1.25rem;color:#2b2622;background:#faf7f2}a{color:#a8401a}h1{font-size:1.5rem}"
          + "@media(prefers-color-scheme:dark){body{color:#e9e3da;background:#211e1b}a{color:#f0925f}}";

  private final Supplier<Optional<String>> httpsAddress;

  /**
   * @param httpsAddress where to go instead; empty when this hub serves no HTTPS
   */
  public ExplanationPage(Supplier<Optional<String>> httpsAddress) {
    this.httpsAddress = httpsAddress;
  }

  void answer(Request request, Response response, Callback callback) {
    if (!wantsPage(request)) {
      Door.refuse(
          response,
          callback,
          new ProblemDocument(
              "https-required",
              403,
              httpsAddress
                  .get()
                  .map("Other machines reach this hub by HTTPS only: %s"::formatted)
                  .orElse("This hub answers only to the machine that it runs on.")));
      return;
    }
    response.setStatus(200);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/html; charset=utf-8");
    response
        .getHeaders()
        .put(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none';"
                    .formatted(sha256(STYLE))
                + " frame-ancestors 'none'");
    response.write(true, ByteBuffer.wrap(page().getBytes(StandardCharsets.UTF_8)), callback);
  }

  private static boolean wantsPage(Request request) {
    return request.getMethod().equals("GET")
        && String.valueOf(request.getHeaders().get(HttpHeader.ACCEPT)).contains("text/html");
  }

  private String page() {
    String way =
        httpsAddress
            .get()
            .map(
                address ->
                    """
                    <p>So that nobody on your network can read along, Hearth is served encrypted:</p>
                    <p><a href="%s">%s</a></p>
                    <p>Your browser will warn you the first time. Hearth made its certificate itself,
                    in your home, and your browser has not met it yet. Choose to go on.</p>
                    """
                        .formatted(address, address))
            .orElse("<p>This hub answers only to the machine that it runs on.</p>\n");
    return """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width,initial-scale=1">
    <title>Hearth</title><style>%s</style></head>
    <body><h1>Hearth is here.</h1>
    %s</body></html>
    """
        .formatted(STYLE, way);
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
