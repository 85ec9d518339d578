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
import java.util.Map;
import org.hearthhub.adapter.coap.format.ContentFormat;
import org.hearthhub.adapter.coap.format.Payload;

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
   * @param portAndPath for example {@code :80/relay/0}
   * @param query what follows the question mark
   * @return with a code in CoAP's words: 200 is 2.05, 404 is 4.04
   * @throws org.hearthhub.problem.Unavailable if it does not answer in time
   */
  Answer get(InetAddress host, String portAndPath, Payload query, Duration patience) {
    home.require(host);
    int millis = Math.clamp(patience.toMillis(), 1, 60_000);
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create(
                      "http://"
                          + written(host)
                          + portAndPath
                          + "?"
                          + new String(query.bytes(), StandardCharsets.US_ASCII))
                  .toURL()
                  .openConnection(Proxy.NO_PROXY);
      connection.setInstanceFollowRedirects(false);
      connection.setUseCaches(false);
      connection.setConnectTimeout(millis);
      connection.setReadTimeout(millis);
      try {
        int status = connection.getResponseCode();
        try (InputStream body =
            status < 400 ? connection.getInputStream() : InputStream.nullInputStream()) {
          return new Answer(
              status == 200 ? 205 : status,
              new Payload(ContentFormat.JSON, body.readNBytes(MOST_ANSWER)),
              0,
              Map.of());
        }
      } finally {
        connection.disconnect();
      }
    } catch (IOException silent) {
      throw Requests.unreachable();
    }
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
