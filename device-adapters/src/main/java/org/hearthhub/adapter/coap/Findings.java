package org.hearthhub.adapter.coap;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hearthhub.adapter.coap.Endpoints.Local;
import org.hearthhub.device.Diagnostics;
import org.hearthhub.device.NumericAddress;

/** What finding CoAP devices met so far, put together when somebody asks. Thread-safe. */
final class Findings {
  private final CoapSettings settings;
  private final Endpoints endpoints;
  private final Misunderstood misunderstood;
  private final SecureEndpoints secure;

  Findings(
      CoapSettings settings,
      Endpoints endpoints,
      SecureEndpoints secure,
      Misunderstood misunderstood) {
    this.secure = secure;
    this.settings = settings;
    this.endpoints = endpoints;
    this.misunderstood = misunderstood;
  }

  Diagnostics.Part part() {
    List<Local> locals = endpoints.all();
    Set<InetAddress> taken = endpoints.taken();
    List<Diagnostics.Strange> strange = misunderstood.all();
    return new Diagnostics.Part(
        CoapAdapter.NAME,
        locals.stream().map(this::place).toList(),
        ports(locals, taken),
        List.of(),
        strange,
        misunderstood.inAll(),
        advice(locals, taken, strange));
  }

  private Diagnostics.Place place(Local local) {
    return new Diagnostics.Place(
        local.at().getName(),
        NumericAddress.of(local.address()),
        local.group().map(NumericAddress::of),
        together(local.traffic().sent(), secure.sent(local.address())),
        together(local.traffic().heard(), secure.heard(local.address())));
  }

  /** Of what is said securely, only what ever happened. */
  private static List<Diagnostics.Tally> together(
      List<Diagnostics.Tally> plain, List<Diagnostics.Tally> secure) {
    List<Diagnostics.Tally> all = new ArrayList<>(plain);
    secure.stream().filter(tally -> tally.count() > 0).forEach(all::add);
    return all;
  }

  private List<Diagnostics.Port> ports(List<Local> locals, Set<InetAddress> taken) {
    List<Diagnostics.Port> ports = new ArrayList<>();
    for (Local local : locals) {
      ports.add(
          new Diagnostics.Port(
              local.endpoint().getAddress().getPort(),
              NumericAddress.of(local.address()),
              true,
              Optional.empty()));
    }
    taken.forEach(address -> ports.add(taken(settings.port(), address)));
    for (Local local : locals) {
      secure
          .port(local.address())
          .ifPresent(
              port ->
                  ports.add(
                      new Diagnostics.Port(
                          port, NumericAddress.of(local.address()), true, Optional.empty())));
    }
    secure.taken().forEach(address -> ports.add(taken(settings.securePort(), address)));
    return ports;
  }

  private static Diagnostics.Port taken(int port, InetAddress address) {
    return new Diagnostics.Port(
        port, NumericAddress.of(address), false, PortOwner.of(port, address));
  }

  private List<Diagnostics.Advice> advice(
      List<Local> locals, Set<InetAddress> taken, List<Diagnostics.Strange> strange) {
    List<Diagnostics.Advice> advice = new ArrayList<>();
    for (InetAddress address : taken) {
      advice.add(
          new Diagnostics.Advice(
              "port-taken",
              "Another program"
                  + PortOwner.of(settings.port(), address).map(name -> " (" + name + ")").orElse("")
                  + " has UDP port "
                  + settings.port()
                  + " at "
                  + NumericAddress.of(address)
                  + ", so nothing is heard there. Stop it, or start Hearth with another"
                  + " --coap-port."));
    }
    secure
        .trouble()
        .ifPresent(trouble -> advice.add(new Diagnostics.Advice("secure-port-taken", trouble)));
    if (locals.stream().allMatch(Local::isLoopback) && !settings.loopbackOnly()) {
      advice.add(
          new Diagnostics.Advice(
              "no-network",
              "This machine is on no network now. Plug in the cable, or check the wireless"
                  + " network."));
    }
    for (Local local : locals) {
      boolean shouldHear =
          !local.isLoopback()
              && settings.groupPort() != 0
              && EndpointMaker.group(local.address(), local.at()).isPresent();
      if (shouldHear && local.group().isEmpty()) {
        advice.add(
            new Diagnostics.Advice(
                "no-multicast",
                "Calls to everybody are not heard at "
                    + NumericAddress.of(local.address())
                    + ". Devices there can be added by their address."));
      } else if (shouldHear && local.traffic().callsInVain()) {
        advice.add(
            new Diagnostics.Advice(
                "nobody-answers",
                "Nobody answered at "
                    + NumericAddress.of(local.address())
                    + " ("
                    + local.at().getName()
                    + "). Devices in another subnet or in a guest network do not hear the hub: add"
                    + " them by address, or look through their subnet. If this machine has a"
                    + " firewall, let UDP port "
                    + settings.groupPort()
                    + " in."));
      }
    }
    strange.stream()
        .findFirst()
        .ifPresent(
            latest ->
                advice.add(
                    new Diagnostics.Advice(
                        "not-understood",
                        "What "
                            + latest.from()
                            + " sends is not understood. If it is a device of yours, see whether"
                            + " its maker has newer software, and report the bytes below.")));
    return advice;
  }
}
