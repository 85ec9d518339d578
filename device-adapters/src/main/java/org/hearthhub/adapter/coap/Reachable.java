package org.hearthhub.adapter.coap;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Option;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.coap.option.StandardOptionRegistry;
import org.eclipse.californium.core.observe.ObserveRelation;
import org.eclipse.californium.core.server.resources.CoapExchange;

/**
 * Finds out whether who asks can be reached where the request says it comes from, before much is
 * sent there: an Echo option (RFC 9175 section 2) that only who is there gets to see. Nothing is
 * kept per client. Thread-safe.
 */
final class Reachable {
  /** RFC 9175 section 2.4, item 3: an answer may be so many times the request without proof. */
  private static final int TIMES = 3;

  /** Whatever the request, so many bytes are let out. */
  private static final int ALWAYS = 136;

  private static final long PERIOD_SECONDS = 120;
  private static final int LENGTH = 8;
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  Reachable() {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    key = new SecretKeySpec(random, ALGORITHM);
  }

  /**
   * Answers with that text, or first asks for a proof where that would be much for the request, or
   * where more would follow.
   */
  void respond(CoapExchange exchange, byte[] body, int format) {
    Request request = exchange.advanced().getRequest();
    ObserveRelation relation = exchange.advanced().getRelation();
    boolean isNotification = relation != null && relation.isEstablished();
    boolean isSmall = relation == null && isSmall(request, body.length);
    boolean isProven = Peer.of(request.getSourceContext()).isPresent() || hasProof(request);
    if (isNotification || isSmall || isProven) {
      exchange.respond(ResponseCode.CONTENT, body, format);
      return;
    }
    Response proveIt = new Response(ResponseCode.UNAUTHORIZED);
    proveIt
        .getOptions()
        .addOtherOption(StandardOptionRegistry.ECHO.create(token(request, period())));
    exchange.respond(proveIt);
  }

  private static boolean isSmall(Request request, int answer) {
    byte[] sent = request.getBytes();
    return answer <= Math.max(ALWAYS, TIMES * (sent == null ? 0 : sent.length));
  }

  private boolean hasProof(Request request) {
    Option echo = request.getOptions().getOtherOption(StandardOptionRegistry.ECHO);
    if (echo == null) {
      return false;
    }
    long now = period();
    return MessageDigest.isEqual(echo.getValue(), token(request, now))
        || MessageDigest.isEqual(echo.getValue(), token(request, now - 1));
  }

  private static long period() {
    return System.nanoTime() / TimeUnit.SECONDS.toNanos(PERIOD_SECONDS);
  }

  private byte[] token(Request request, long period) {
    InetSocketAddress from = request.getSourceContext().getPeerAddress();
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(from.getAddress().getAddress());
      mac.update(ByteBuffer.allocate(12).putInt(from.getPort()).putLong(period).array());
      return Arrays.copyOf(mac.doFinal(), LENGTH);
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
