package org.hearthhub.adapter.coap;

import java.util.List;
import java.util.Optional;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.core.server.resources.Resource;
import org.hearthhub.adapter.coap.format.ContentFormat;
import org.hearthhub.adapter.coap.format.CoreLink;
import org.hearthhub.adapter.coap.format.LinkFormat;
import org.hearthhub.problem.Problem;
import org.hearthhub.problem.Refused;
import org.hearthhub.problem.TooMuch;

/**
 * {@code /rd}: devices register with what they list as their own (RFC 9176 section 5), update that
 * (5.3.1) and take it back (5.3.2). LwM2M clients do the same. Thread-safe.
 */
final class RegistrationResource extends CoapResource {
  /** The largest list of links in a registration, in bytes. */
  private static final int MOST_BYTES = 8 * 1024;

  private static final int MOST_LINKS = 128;
  private static final int RETRY_SECONDS = 30;

  private final Registrar registrar;

  RegistrationResource(Registrar registrar) {
    super("rd");
    this.registrar = registrar;
    getAttributes().addResourceType("core.rd");
  }

  /** The location of a registration, while it holds. */
  @Override
  public Resource getChild(String id) {
    return new Location(id);
  }

  @Override
  public void handlePOST(CoapExchange exchange) {
    try {
      RegistrationQuery query = RegistrationQuery.read(exchange.getRequestOptions().getUriQuery());
      String endpoint =
          query
              .endpoint()
              .orElseThrow(
                  () -> RegistrationQuery.malformed("A registration needs an ep, its name."));
      Registration registration =
          new Registration(
              endpoint,
              query.sector(),
              query.lifetime().orElse(RegistrationQuery.USUAL_LIFETIME),
              query.others(),
              links(exchange).orElse(List.of()));
      registrar
          .register(registration, query, sender(exchange), false)
          .ifPresentOrElse(
              entry -> {
                exchange.setLocationPath("/rd/" + entry.id());
                exchange.respond(ResponseCode.CREATED);
              },
              () -> later(exchange));
    } catch (Problem malformed) {
      refuse(exchange, malformed);
    }
  }

  static HomeAddress sender(CoapExchange exchange) {
    return HomeAddress.of(exchange.advanced().getRequest().getSourceContext());
  }

  static void later(CoapExchange exchange) {
    exchange.setMaxAge(RETRY_SECONDS);
    exchange.respond(ResponseCode.SERVICE_UNAVAILABLE);
  }

  static void refuse(CoapExchange exchange, Problem malformed) {
    ResponseCode code =
        switch (malformed) {
          case TooMuch _ -> ResponseCode.REQUEST_ENTITY_TOO_LARGE;
          case Refused _ -> ResponseCode.FORBIDDEN;
          default -> ResponseCode.BAD_REQUEST;
        };
    exchange.respond(code, malformed.sentence());
  }

  /** What the body lists; empty without a body. */
  private static Optional<List<CoreLink>> links(CoapExchange exchange) {
    byte[] body = exchange.getRequestPayload();
    if (body == null || body.length == 0) {
      return Optional.empty();
    }
    int format = exchange.getRequestOptions().getContentFormat();
    if (format != ContentFormat.NONE && format != ContentFormat.LINK_FORMAT) {
      throw RegistrationQuery.malformed("A registration lists its resources in link-format.");
    }
    if (body.length > MOST_BYTES) {
      throw TooMuch.large("too-many-links", "A registration lists at most 8 kB of resources.");
    }
    List<CoreLink> links = LinkFormat.read(body);
    if (links.size() > MOST_LINKS) {
      throw TooMuch.large("too-many-links", "A registration lists at most 128 resources.");
    }
    return Optional.of(links);
  }

  /** {@code /rd/ID}: one registration, for whoever made it. */
  private final class Location extends CoapResource {
    private final String id;

    Location(String id) {
      super(id, false);
      this.id = id;
    }

    @Override
    public void handlePOST(CoapExchange exchange) {
      try {
        RegistrationQuery query =
            RegistrationQuery.read(exchange.getRequestOptions().getUriQuery());
        boolean done = registrar.update(id, query, links(exchange), sender(exchange));
        exchange.respond(done ? ResponseCode.CHANGED : ResponseCode.NOT_FOUND);
      } catch (Problem malformed) {
        refuse(exchange, malformed);
      }
    }

    @Override
    public void handleDELETE(CoapExchange exchange) {
      boolean done = registrar.remove(id, sender(exchange));
      exchange.respond(done ? ResponseCode.DELETED : ResponseCode.NOT_FOUND);
    }
  }
}
