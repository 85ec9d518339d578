package org.hearthhub.adapter.simulator;

import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.hearthhub.thing.Value;

/**
 * Something that happens: observers hear of it each time, and at no other time. Who only asks is
 * answered with what came last, or with nothing.
 */
final class EventResource extends CoapResource {
  private final SimulatedDevice device;
  private volatile byte[] last = {};

  EventResource(String name, SimulatedDevice device) {
    super(name);
    this.device = device;
    setUp();
  }

  private void setUp() {
    setObservable(true);
    // What is lost on the way happened for nobody: each is to be acknowledged.
    setObserveType(CoAP.Type.CON);
  }

  void happened(String word) {
    last = Payloads.one(device.blueprint().format(), Value.of(word));
    if (device.tellsObservers()) {
      changed();
    }
  }

  @Override
  public void handleGET(CoapExchange exchange) {
    Format format = device.blueprint().format();
    int wanted = exchange.getRequestOptions().getAccept();
    if (wanted != MediaTypeRegistry.UNDEFINED && wanted != format.number()) {
      exchange.respond(ResponseCode.NOT_ACCEPTABLE);
      return;
    }
    DeviceResources.beginAnew(exchange.advanced());
    exchange.setMaxAge(device.blueprint().maxAge().toSeconds());
    byte[] bytes = device.sendsRubbish() ? Payloads.rubbish(format) : last;
    exchange.respond(ResponseCode.CONTENT, bytes, format.number());
  }
}
