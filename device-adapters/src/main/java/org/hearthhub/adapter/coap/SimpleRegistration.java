package org.hearthhub.adapter.coap;

import java.util.List;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.hearthhub.problem.Problem;

/**
 * {@code /.well-known/rd}: a device asks to be looked at (RFC 9176 section 5.1). It is answered at
 * once and looked at afterwards, from its own address, so that nobody can send the hub elsewhere.
 * Thread-safe.
 */
final class SimpleRegistration extends CoapResource {
  private final Registrar registrar;

  SimpleRegistration(Registrar registrar) {
    super("rd", false);
    this.registrar = registrar;
  }

  @Override
  public void handlePOST(CoapExchange exchange) {
    try {
      RegistrationQuery query = RegistrationQuery.read(exchange.getRequestOptions().getUriQuery());
      byte[] body = exchange.getRequestPayload();
      if ((body != null && body.length > 0)
          || query.base().isPresent()
          || query.endpoint().isEmpty()) {
        throw RegistrationQuery.malformed("A simple registration has an ep, no body and no base.");
      }
      Registration registration =
          new Registration(
              query.endpoint().get(),
              query.sector(),
              query.lifetime().orElse(RegistrationQuery.USUAL_LIFETIME),
              query.others(),
              List.of());
      if (registrar
          .register(registration, query, RegistrationResource.sender(exchange), true)
          .isPresent()) {
        exchange.respond(ResponseCode.CHANGED);
      } else {
        RegistrationResource.later(exchange);
      }
    } catch (Problem malformed) {
      RegistrationResource.refuse(exchange, malformed);
    }
  }
}
