package org.hearthhub.adapter.coap;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hearthhub.adapter.coap.format.ContentFormat;
import org.hearthhub.adapter.coap.format.Payload;
import org.hearthhub.device.DeviceLogin;

/**
 * Commands for devices that tell by CoAP and take commands by plain HTTP. To the home's own network
 * only, no redirects, no proxy, small answers. Thread-safe; blocks.
 */
final class LocalHttp {
  private static final int MOST_ANSWER = 16 * 1024;

  private final HomeNetwork home;

  LocalHttp(HomeNetwork home) {
    this.home = home;
  }

  /**
   * What a device answered.
   *
   * @param answer with a code in CoAP's words: 200 is 2.05, 404 is 4.04
   * @param asksForPassword whether it did not do it and asks for a user and a password (RFC 7617)
   */
  record Said(Answer answer, boolean asksForPassword) {}

  /**
   * @param portAndPath for example {@code :80/relay/0}
   * @param query what follows the question mark; empty for none
   * @param login sent with it, unasked; nowhere else, whatever the answer says
   * @throws org.hearthhub.problem.Unavailable if it does not answer in time
   */
  Said get(
      InetAddress host,
      String portAndPath,
      Payload query,
      Optional<DeviceLogin> login,
      Duration patience) {
    home.require(host);
    int millis = Math.clamp(patience.toMillis(), 1, 60_000);
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create("http://" + written(host) + portAndPath + written(query))
                  .toURL()
                  .openConnection(Proxy.NO_PROXY);
      connection.setInstanceFollowRedirects(false);
      connection.setUseCaches(false);
      connection.setConnectTimeout(millis);
      connection.setReadTimeout(millis);
      login.ifPresent(given -> connection.setRequestProperty("Authorization", given.basic()));
      try {
        int status = connection.getResponseCode();
        try (InputStream body =
            status < 400 ? connection.getInputStream() : InputStream.nullInputStream()) {
          Payload payload = new Payload(ContentFormat.JSON, body.readNBytes(MOST_ANSWER));
          return new Said(
              new Answer(status == 200 ? 205 : status, payload, 0, Map.of()),
              status == 401 && asksForPassword(connection));
        }
      } finally {
        connection.disconnect();
      }
    } catch (IOException silent) {
      throw Requests.unreachable();
    }
  }

  private static boolean asksForPassword(HttpURLConnection connection) {
    String challenge = connection.getHeaderField("WWW-Authenticate");
    return challenge != null && challenge.toLowerCase(Locale.ROOT).startsWith("basic");
  }

  private static String written(Payload query) {
    return query.bytes().length == 0
        ? ""
        : "?" + new String(query.bytes(), StandardCharsets.US_ASCII);
  }

  private static String written(InetAddress host) {
    String text = host.getHostAddress();
    int zone = text.indexOf('%');
    // A zone that is a name may hold what a URL must not; its number says the same.
    String plain =
        host instanceof Inet6Address six && zone > 0
            ? text.substring(0, zone) + "%25" + six.getScopeId()
            : text;
    return host instanceof Inet6Address ? "[" + plain + "]" : plain;
  }
}
