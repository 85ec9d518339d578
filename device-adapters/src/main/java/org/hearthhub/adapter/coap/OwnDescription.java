package org.hearthhub.adapter.coap;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.hearthhub.adapter.coap.format.ContentFormat;

/**
 * {@code /.well-known/wot}: the hub's own Thing Description (W3C WoT Discovery section 6.3), for
 * whoever asks and can be reached; never for a call to everybody. It stands in {@code
 * /.well-known/core} only for who looks for it, so that the list stays short. Thread-safe.
 */
final class OwnDescription extends CoapResource {
  private static final int MOST_BYTES = 4 * 1024;

  private final Reachable reachable;
  private final AtomicReference<Optional<byte[]>> description =
      new AtomicReference<>(Optional.empty());

  OwnDescription(Reachable reachable) {
    super("wot", false);
    this.reachable = reachable;
    getAttributes().addResourceType("wot.directory");
    getAttributes().addContentType(ContentFormat.TD_JSON);
  }

  /** From now on that is it. */
  void is(byte[] td) {
    if (td.length > MOST_BYTES) {
      throw new IllegalArgumentException("too much to tell strangers");
    }
    description.set(Optional.of(td.clone()));
  }

  @Override
  public void handleGET(CoapExchange exchange) {
    Optional<byte[]> td = description.get();
    int format =
        exchange.getRequestOptions().hasAccept()
            ? exchange.getRequestOptions().getAccept()
            : ContentFormat.TD_JSON;
    if (exchange.isMulticastRequest()) {
      exchange.reject();
    } else if (td.isEmpty()) {
      exchange.respond(ResponseCode.NOT_FOUND);
    } else if (format != ContentFormat.TD_JSON && format != ContentFormat.JSON) {
      exchange.respond(ResponseCode.NOT_ACCEPTABLE);
    } else {
      reachable.respond(exchange, td.get(), format);
    }
  }
}
