package org.hearthhub.adapter.coap;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.OptionSet;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.hearthhub.problem.Problem;

/**
 * Where devices ask for a key of their own, each in a session that it has proven with its present
 * one, for example that on its label. Nobody else is told anything. Thread-safe.
 */
final class ProvisioningResource extends CoapResource {
  /** So many devices are told at once. */
  private static final int AT_ONCE = 8;

  private static final int MOST_PARAMETERS = 16;

  private final Provisioner dialect;
  private final Renewal renewal;
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();
  private final Semaphore room = new Semaphore(AT_ONCE);

  ProvisioningResource(Provisioner dialect, Renewal renewal) {
    super(dialect.asksAt(), false);
    this.dialect = dialect;
    this.renewal = renewal;
  }

  @Override
  public void handlePOST(CoapExchange exchange) {
    HomeAddress from = RegistrationResource.sender(exchange);
    Optional<String> peer = from.peer();
    if (peer.isEmpty()) {
      exchange.respond(ResponseCode.BAD_REQUEST, "Only over coaps, by a device that is paired.");
      return;
    }
    Map<String, String> query;
    try {
      query = query(exchange.getRequestOptions());
      dialect.understand(query);
    } catch (Problem malformed) {
      RegistrationResource.refuse(exchange, malformed);
      return;
    }
    if (!room.tryAcquire()) {
      RegistrationResource.later(exchange);
      return;
    }
    if (!underWay.add(peer.get())) {
      room.release();
      exchange.respond(ResponseCode.CHANGED); // it is being told already
      return;
    }
    String uri = uri(exchange);
    exchange.respond(ResponseCode.CHANGED);
    Thread.ofVirtual()
        .name("coap-provision")
        .start(
            () -> {
              try {
                renewal.provision(from, dialect, query, uri);
              } finally {
                underWay.remove(peer.get());
                room.release();
              }
            });
  }

  private static Map<String, String> query(OptionSet options) {
    if (options.getUriQuery().size() > MOST_PARAMETERS) {
      throw RegistrationQuery.malformed("That has at most 16 parameters.");
    }
    Map<String, String> query = new HashMap<>();
    for (String part : options.getUriQuery()) {
      int equals = part.indexOf('=');
      query.put(
          equals < 0 ? part : part.substring(0, equals),
          equals < 0 ? "" : part.substring(equals + 1));
    }
    return Map.copyOf(query);
  }

  /** As the device itself reached the hub: by the name that it used, where it used one. */
  private static String uri(CoapExchange exchange) {
    InetSocketAddress own = exchange.advanced().getEndpoint().getAddress();
    String named = exchange.getRequestOptions().getUriHost();
    if (named != null && named.matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,61}[A-Za-z0-9])?")) {
      return "coaps://" + named + ":" + own.getPort();
    }
    // A zone means nothing to anybody but the hub.
    String numeric = own.getAddress().getHostAddress().replaceAll("%.*$", "");
    return "coaps://"
        + (numeric.indexOf(':') >= 0 ? "[" + numeric + "]" : numeric)
        + ":"
        + own.getPort();
  }
}
