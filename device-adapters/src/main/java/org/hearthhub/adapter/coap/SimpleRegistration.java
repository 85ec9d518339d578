package org.hearthhub.adapter.coap;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.hearthhub.adapter.coap.format.Utf8;
import org.hearthhub.problem.Invalid;

/**
 * {@code /.well-known/rd}: a device asks to be looked at (RFC 9176 section 5.1). It is answered at
 * once and looked at afterwards, from its own address, so that nobody can send the hub elsewhere.
 * Thread-safe.
 */
final class SimpleRegistration extends CoapResource {
  private static final int MOST = 1000;
  private static final long DEFAULT_LIFETIME = 90_000;
  private static final long LONGEST_LIFETIME = 4_294_967_295L;
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(20);

  private record Registration(HomeAddress at, long ends, long looked) {}

  private final Map<String, Registration> registrations = new LinkedHashMap<>();
  private final Lookout lookout;

  SimpleRegistration(Lookout lookout) {
    super("rd", false);
    this.lookout = lookout;
  }

  @Override
  public void handlePOST(CoapExchange exchange) {
    String name;
    long lifetime;
    try {
      name = name(exchange);
      lifetime = lifetime(exchange);
      if (exchange.getRequestPayload().length > 0 || exchange.getQueryParameter("base") != null) {
        throw new Invalid("bad-registration", "A simple registration has no body and no base.");
      }
    } catch (Invalid malformed) {
      exchange.respond(ResponseCode.BAD_REQUEST, malformed.sentence());
      return;
    }
    HomeAddress at =
        HomeAddress.of(exchange.advanced().getRequest().getSourceContext().getPeerAddress());
    if (!register(name, at, lifetime) || !lookout.registered(at, name)) {
      exchange.setMaxAge(30);
      exchange.respond(ResponseCode.SERVICE_UNAVAILABLE);
      return;
    }
    exchange.respond(ResponseCode.CHANGED);
  }

  private static String name(CoapExchange exchange) {
    String name = exchange.getQueryParameter("ep");
    if (name == null
        || name.isBlank()
        || name.getBytes(StandardCharsets.UTF_8).length > 63
        || !Utf8.cut(name, 63).equals(name)) {
      throw new Invalid("bad-registration", "A registration needs an ep of 1 to 63 characters.");
    }
    return name;
  }

  private static long lifetime(CoapExchange exchange) {
    String text = exchange.getQueryParameter("lt");
    if (text == null) {
      return DEFAULT_LIFETIME;
    }
    if (text.length() <= 10
        && !text.isEmpty()
        && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      long lifetime = Long.parseLong(text);
      if (lifetime >= 1 && lifetime <= LONGEST_LIFETIME) {
        return lifetime;
      }
    }
    throw new Invalid("bad-registration", "A lifetime lt is a number of seconds from 1 on.");
  }

  private synchronized boolean register(String name, HomeAddress at, long lifetime) {
    if (registrations.size() >= MOST && !registrations.containsKey(name)) {
      return false;
    }
    long now = System.nanoTime();
    long most = Duration.ofDays(365).toSeconds();
    registrations.put(
        name,
        new Registration(at, now + Duration.ofSeconds(Math.min(lifetime, most)).toNanos(), now));
    return true;
  }

  /** Lets go of registrations that ended, and keeps the others from being forgotten. */
  void tend() {
    Map<String, Registration> ended = new LinkedHashMap<>();
    Map<String, Registration> stale = new LinkedHashMap<>();
    synchronized (this) {
      long now = System.nanoTime();
      registrations.forEach(
          (name, registration) -> {
            if (registration.ends() - now <= 0) {
              ended.put(name, registration);
            } else if (now - registration.looked() > LOOK_AGAIN.toNanos()) {
              stale.put(name, registration);
            }
          });
      registrations.keySet().removeAll(ended.keySet());
      stale.forEach(
          (name, old) -> registrations.put(name, new Registration(old.at(), old.ends(), now)));
    }
    ended.forEach((name, registration) -> lookout.goodbye(registration.at(), name));
    stale.forEach((_, registration) -> lookout.heardFrom(registration.at()));
  }
}
