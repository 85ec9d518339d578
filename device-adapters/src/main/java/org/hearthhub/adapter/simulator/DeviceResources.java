package org.hearthhub.adapter.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.observe.ObserveRelation;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.hearthhub.problem.Invalid;
import org.hearthhub.thing.Value;

/** The CoAP resources of a simulated device. */
final class DeviceResources {
  private static final int TD_JSON = 432;

  private DeviceResources() {}

  /** What tells its observers when it changed. */
  abstract static class Observable extends CoapResource {
    private final SimulatedDevice device;
    private volatile boolean isChanged;
    private volatile Instant told = Instant.EPOCH;

    Observable(String name, SimulatedDevice device) {
      super(name);
      this.device = device;
      setUp();
    }

    private void setUp() {
      setObservable(true);
      // Usually non-confirmable; Californium makes one confirmable now and then to see whether
      // anybody still listens (RFC 7641 section 4.5).
      setObserveType(device.blueprint().confirmed() ? CoAP.Type.CON : CoAP.Type.NON);
    }

    final SimulatedDevice device() {
      return device;
    }

    /** Something changed; observers hear of it with the next {@link #tellObservers}. */
    final void markChanged() {
      isChanged = true;
    }

    /** Tells of changes, and again before what was told grows too old (RFC 7641 section 4.3.1). */
    final void tellObservers(Instant now) {
      Duration good = device.blueprint().maxAge().multipliedBy(3).dividedBy(4);
      if (!isChanged && now.isBefore(told.plus(good))) {
        return;
      }
      isChanged = false;
      told = now;
      if (device.tellsObservers() && getObserverCount() > 0) {
        changed();
      }
    }

    final void answer(CoapExchange exchange, Supplier<byte[]> payload) {
      Format format = device.blueprint().format();
      int wanted = exchange.getRequestOptions().getAccept();
      if (wanted != MediaTypeRegistry.UNDEFINED && wanted != format.number()) {
        exchange.respond(ResponseCode.NOT_ACCEPTABLE);
        return;
      }
      beginAnew(exchange.advanced());
      exchange.setMaxAge(device.blueprint().maxAge().toSeconds());
      byte[] bytes = device.sendsRubbish() ? Payloads.rubbish(format) : payload.get();
      exchange.respond(ResponseCode.CONTENT, bytes, format.number());
    }
  }

  /**
   * Californium 3.14 counts a request that came twice as a failed attempt of all notifications that
   * follow, and then cannot send those that are confirmable.
   */
  static void beginAnew(Exchange exchange) {
    ObserveRelation relation = exchange.getRelation();
    if (relation != null) {
      exchange.execute(() -> exchange.resetRelationTransmission(relation));
    }
  }

  /** One value. */
  static final class PropertyResource extends Observable {
    private final SimulatedProperty property;
    private final String baseName;

    PropertyResource(SimulatedDevice device, SimulatedProperty property) {
      super(property.name(), device);
      this.property = property;
      this.baseName = device.endpointName() + "/";
    }

    @Override
    public void handleGET(CoapExchange exchange) {
      Format format = device().blueprint().format();
      answer(exchange, () -> Payloads.one(format, baseName, property));
    }

    @Override
    public void handlePUT(CoapExchange exchange) {
      if (!property.spec().writable()) {
        exchange.respond(ResponseCode.METHOD_NOT_ALLOWED);
        return;
      }
      Format format = device().blueprint().format();
      int sent = exchange.getRequestOptions().getContentFormat();
      if (sent != MediaTypeRegistry.UNDEFINED && sent != format.number()) {
        exchange.respond(ResponseCode.UNSUPPORTED_CONTENT_FORMAT);
        return;
      }
      Optional<Value> value = Payloads.read(format, exchange.getRequestPayload());
      Optional<String> objection =
          value.map(property::objection).orElse(Optional.of("not understood"));
      if (objection.isPresent()) {
        exchange.respond(ResponseCode.BAD_REQUEST, objection.get());
        return;
      }
      value.ifPresent(wanted -> device().write(property, wanted));
      exchange.respond(ResponseCode.CHANGED);
    }
  }

  /** All values in one SenML pack. */
  static final class PackResource extends Observable {
    PackResource(SimulatedDevice device) {
      super("sensors", device);
    }

    @Override
    public void handleGET(CoapExchange exchange) {
      Format format = device().blueprint().format();
      Instant now = device().now();
      String baseName = device().endpointName() + "/";
      answer(
          exchange,
          () -> Payloads.senml(format, baseName, device().state().all(), Optional.of(now)));
    }
  }

  /** Something the device can be asked to do. */
  static final class ActionResource extends CoapResource {
    private final SimulatedDevice device;

    ActionResource(String name, SimulatedDevice device) {
      super(name);
      this.device = device;
    }

    @Override
    public void handlePOST(CoapExchange exchange) {
      device.act(getName());
      exchange.respond(ResponseCode.CHANGED);
    }
  }

  /** {@code /.well-known/core}. */
  static final class CoreResource extends CoapResource {
    private final Links links;

    CoreResource(Links links) {
      super("core", false);
      this.links = links;
    }

    @Override
    public void handleGET(CoapExchange exchange) {
      String selected = links.select(exchange.getRequestOptions().getUriQuery());
      if (selected.isEmpty() && exchange.isMulticastRequest()) {
        // RFC 7252 section 8.2: nothing useful to say.
        return;
      }
      exchange.respond(ResponseCode.CONTENT, selected, MediaTypeRegistry.APPLICATION_LINK_FORMAT);
    }
  }

  /** {@code /.well-known/wot}. */
  static final class WotResource extends CoapResource {
    private final Supplier<byte[]> description;

    WotResource(Supplier<byte[]> description) {
      super("wot", false);
      this.description = description;
    }

    @Override
    public void handleGET(CoapExchange exchange) {
      int wanted = exchange.getRequestOptions().getAccept();
      boolean asJson = wanted == MediaTypeRegistry.APPLICATION_JSON;
      if (wanted != MediaTypeRegistry.UNDEFINED && wanted != TD_JSON && !asJson) {
        exchange.respond(ResponseCode.NOT_ACCEPTABLE);
        return;
      }
      exchange.respond(
          ResponseCode.CONTENT,
          description.get(),
          asJson ? MediaTypeRegistry.APPLICATION_JSON : TD_JSON);
    }
  }

  /** {@code PUT /misbehave}: a fault as text; {@code off} ends all. */
  static final class MisbehaveResource extends CoapResource {
    private final SimulatedDevice device;

    MisbehaveResource(SimulatedDevice device) {
      super("misbehave", false);
      this.device = device;
    }

    @Override
    public void handlePUT(CoapExchange exchange) {
      String text = new String(exchange.getRequestPayload(), StandardCharsets.UTF_8).strip();
      try {
        if (text.equals("off")) {
          device.behave();
          exchange.respond(ResponseCode.CHANGED);
          return;
        }
        Fault fault = Fault.parse(text);
        switch (fault) {
          case Fault.WrongPayload _, Fault.IgnoreWrites _, Fault.Silent _ -> {
            device.misbehave(fault);
            exchange.respond(ResponseCode.CHANGED);
          }
          // Answered first: afterwards there may be nobody to answer.
          case Fault.Drop _, Fault.Delay _, Fault.Reboot _, Fault.Move _, Fault.Unplugged _ -> {
            exchange.respond(ResponseCode.CHANGED);
            device.misbehave(fault);
          }
        }
      } catch (Invalid e) {
        exchange.respond(ResponseCode.BAD_REQUEST, e.sentence());
      }
    }
  }

  /** {@code PUT /alarm}: {@code on} or {@code off}. */
  static final class AlarmResource extends CoapResource {
    private static final List<String> ON = List.of("on", "true", "1");
    private static final List<String> OFF = List.of("off", "false", "0");

    private final SimulatedDevice device;

    AlarmResource(SimulatedDevice device) {
      super("alarm", false);
      this.device = device;
    }

    @Override
    public void handlePUT(CoapExchange exchange) {
      String text = new String(exchange.getRequestPayload(), StandardCharsets.UTF_8).strip();
      if (!ON.contains(text) && !OFF.contains(text)) {
        exchange.respond(ResponseCode.BAD_REQUEST, "on or off");
        return;
      }
      device.alarm(ON.contains(text));
      exchange.respond(ResponseCode.CHANGED);
    }
  }
}
