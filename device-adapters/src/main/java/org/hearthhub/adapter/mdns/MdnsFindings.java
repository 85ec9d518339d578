package org.hearthhub.adapter.mdns;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hearthhub.device.Diagnostics;
import org.hearthhub.device.NumericAddress;

/** What finding by mDNS met so far, put together when somebody asks. */
final class MdnsFindings {
  private static final int PORT = 5353;

  private final MdnsNetwork network;
  private final Map<InetAddress, Responder> responders;

  MdnsFindings(MdnsNetwork network) {
    this.network = network;
    this.responders = network.responders();
  }

  Diagnostics.Part part() {
    List<Diagnostics.Place> places = new ArrayList<>();
    List<Diagnostics.Port> ports = new ArrayList<>();
    responders.forEach(
        (address, responder) -> {
          places.add(place(address, responder.counts()));
          ports.add(new Diagnostics.Port(PORT, NumericAddress.of(address), true, Optional.empty()));
        });
    network
        .complaints()
        .keySet()
        .forEach(
            address ->
                ports.add(
                    new Diagnostics.Port(
                        PORT, NumericAddress.of(address), false, Optional.empty())));
    List<Diagnostics.NameConflict> names = names();
    return new Diagnostics.Part(
        MdnsAdapter.NAME, places, ports, names, List.of(), 0, advice(names));
  }

  private static Diagnostics.Place place(InetAddress address, Counts counts) {
    boolean four = address.getAddress().length == 4;
    return new Diagnostics.Place(
        interfaceOf(address),
        NumericAddress.of(address),
        Optional.of(four ? "224.0.0.251" : "ff02::fb"),
        counts.sent(),
        counts.heard());
  }

  private static String interfaceOf(InetAddress address) {
    try {
      return Optional.ofNullable(NetworkInterface.getByInetAddress(address))
          .map(NetworkInterface::getName)
          .orElse("");
    } catch (SocketException gone) {
      return "";
    }
  }

  private List<Diagnostics.NameConflict> names() {
    List<Diagnostics.NameConflict> conflicts = new ArrayList<>();
    network.hostNames().stream()
        .filter(used -> !used.equalsIgnoreCase(network.wantedHostName()))
        .forEach(
            used -> conflicts.add(new Diagnostics.NameConflict(network.wantedHostName(), used)));
    for (MdnsNetwork.Announcement announcement : network.announcements()) {
      network.namesOf(announcement).stream()
          .filter(used -> !used.equals(announcement.name()))
          .map(used -> new Diagnostics.NameConflict(announcement.name(), used))
          .filter(conflict -> !conflicts.contains(conflict))
          .forEach(conflicts::add);
    }
    return conflicts;
  }

  private List<Diagnostics.Advice> advice(List<Diagnostics.NameConflict> names) {
    List<Diagnostics.Advice> advice = new ArrayList<>();
    network
        .complaints()
        .forEach(
            (address, why) ->
                advice.add(
                    new Diagnostics.Advice(
                        "mdns-unavailable",
                        "Announcements cannot be heard at "
                            + NumericAddress.of(address)
                            + ". See whether another program holds UDP port 5353 for itself, and"
                            + " whether the network allows multicast.")));
    for (Diagnostics.NameConflict conflict : names) {
      advice.add(
          new Diagnostics.Advice(
              "name-taken",
              "Something else on the network is called “"
                  + conflict.wanted()
                  + "”, so the hub is “"
                  + conflict.used()
                  + "” there. Is a second hub running, or an old one not switched off?"));
    }
    boolean silent =
        !responders.isEmpty()
            && responders.values().stream()
                .map(Responder::counts)
                .allMatch(counts -> counts.asked() && counts.heardNothing());
    if (silent) {
      advice.add(
          new Diagnostics.Advice(
              "no-announcements",
              "No device has announced itself. Some access points and switches hold announcements"
                  + " back: look for “multicast filter”, “IGMP snooping” or “client isolation” in"
                  + " their settings. If this machine has a firewall, let UDP port 5353 in."));
    }
    return advice;
  }
}
