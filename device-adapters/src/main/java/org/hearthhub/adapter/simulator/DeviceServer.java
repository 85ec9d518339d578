package org.hearthhub.adapter.simulator;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.network.Endpoint;
import org.eclipse.californium.core.server.ServerMessageDeliverer;

/**
 * A simulated device's endpoint from switching on to switching off: a restart makes a new one,
 * which knows no observers. Thread-safe.
 */
final class DeviceServer {
  private final CoapEndpoint endpoint;
  private final List<DeviceResources.Observable> observables = new ArrayList<>();

  DeviceServer(
      SimulatedDevice device,
      InetSocketAddress address,
      DeviceSocket.Line line,
      SimulatedHome.Shared shared) {
    DeviceSocket socket = new DeviceSocket(address, shared.switchboard(), shared.chores(), line);
    endpoint =
        CoapEndpoint.builder()
            .setConfiguration(shared.configuration())
            .setConnector(socket)
            .build();
    endpoint.setExecutors(shared.protocol(), shared.protocol());
    endpoint.setMessageDeliverer(
        new ServerMessageDeliverer(resources(device), shared.configuration()));
  }

  void start() throws IOException {
    endpoint.start();
  }

  Endpoint endpoint() {
    return endpoint;
  }

  InetSocketAddress address() {
    return endpoint.getAddress();
  }

  void tellObservers(Instant now) {
    observables.forEach(observable -> observable.tellObservers(now));
  }

  void close() {
    endpoint.destroy();
  }

  private CoapResource resources(SimulatedDevice device) {
    Blueprint blueprint = device.blueprint();
    CoapResource root = new CoapResource("");
    CoapResource wellKnown = new CoapResource(".well-known", false);
    root.add(wellKnown);
    wellKnown.add(new DeviceResources.CoreResource(Links.of(blueprint, device.endpointName())));
    if (blueprint.describesItself()) {
      // Every other device leaves its forms relative to where its description was read.
      boolean saysBase = blueprint.title().length() % 2 == 0;
      wellKnown.add(
          new DeviceResources.WotResource(
              () ->
                  TdDocument.write(
                      blueprint,
                      device.endpointName(),
                      saysBase ? Optional.of(device.address()) : Optional.empty())));
    }
    addProperties(device, root);
    if (!blueprint.actions().isEmpty()) {
      CoapResource actions = new CoapResource("actions");
      root.add(actions);
      blueprint
          .actions()
          .keySet()
          .forEach(name -> actions.add(new DeviceResources.ActionResource(name, device)));
    }
    addEvents(device, root);
    root.add(new DeviceResources.MisbehaveResource(device));
    if (blueprint.detectsAlarm()) {
      root.add(new DeviceResources.AlarmResource(device));
    }
    return root;
  }

  private static void addEvents(SimulatedDevice device, CoapResource root) {
    if (device.blueprint().events().isEmpty()) {
      return;
    }
    CoapResource events = new CoapResource("events");
    root.add(events);
    Map<String, EventResource> resources = new HashMap<>();
    for (String name : device.blueprint().events().keySet()) {
      EventResource resource = new EventResource(name, device);
      resources.put(name, resource);
      events.add(resource);
    }
    device
        .state()
        .onEvent(
            (name, word) ->
                Optional.ofNullable(resources.get(name)).ifPresent(it -> it.happened(word)));
  }

  private void addProperties(SimulatedDevice device, CoapResource root) {
    if (device.blueprint().packed()) {
      DeviceResources.PackResource pack = new DeviceResources.PackResource(device);
      observables.add(pack);
      root.add(pack);
      device.state().all().forEach(property -> property.onChange(pack::markChanged));
      return;
    }
    CoapResource parent = root;
    if (device.blueprint().describesItself()) {
      parent = new CoapResource("properties");
      root.add(parent);
    }
    for (SimulatedProperty property : device.state().all()) {
      DeviceResources.PropertyResource resource =
          new DeviceResources.PropertyResource(device, property);
      observables.add(resource);
      parent.add(resource);
      property.onChange(resource::markChanged);
    }
  }
}
