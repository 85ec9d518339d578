package org.hearthhub.adapter.mdns;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hearthhub.device.Adapter;
import org.hearthhub.device.AdapterHost;
import org.hearthhub.device.AttachedDevice;
import org.hearthhub.device.CommandOutcome;
import org.hearthhub.device.Diagnostics;
import org.hearthhub.problem.Invalid;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Value;
import org.jspecify.annotations.Nullable;

/**
 * Finds what announces itself by mDNS. CoAP devices are handed to who speaks CoAP; other families
 * become sightings that cannot be accepted yet. Thread-safe.
 */
public final class MdnsAdapter implements Adapter {
  static final String NAME = "mdns";

  private static final String COAP = "_coap._udp";
  private static final String COAPS = "_coaps._udp";

  /** The inbox forgets what was not seen for an hour; what is still announced is still seen. */
  private static final Duration SEEN_AGAIN = Duration.ofMinutes(10);

  private final MdnsNetwork network;
  private final Consumer<String> coapFound;
  private @Nullable Heard heard;
  private MdnsNetwork.@Nullable Browsing browsing;

  /**
   * @param network closed by its maker, after this adapter
   * @param coapFound told of each CoAP device's address, for example {@code
   *     coap://192.168.1.7:5683}, when it is found or moves, and again now and then; must not
   *     block, may be told of what is no device, and may refuse with a Problem
   */
  public MdnsAdapter(MdnsNetwork network, Consumer<String> coapFound) {
    this.network = network;
    this.coapFound = coapFound;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public synchronized void start(AdapterHost host) {
    if (browsing != null) {
      return;
    }
    Heard hearing = new Heard(host, coapFound, this::isOurOwn);
    MdnsNetwork.Browsing wanted = new MdnsNetwork.Browsing(types(), hearing);
    heard = hearing;
    browsing = wanted;
    network.browse(wanted);
    network.every(SEEN_AGAIN, this::tellAgain);
    network.start();
  }

  private synchronized void tellAgain() {
    if (heard != null) {
      heard.tellAgain();
    }
  }

  /** What is browsed for. */
  static List<String> types() {
    return Stream.concat(Stream.of(COAP, COAPS), Stream.of(Family.values()).map(Family::type))
        .toList();
  }

  /** How an address is spoken with that was announced as one of a CoAP device, if it was. */
  static Optional<String> coapScheme(Announced announced) {
    return switch (announced.type()) {
      case COAP -> Optional.of("coap://");
      case COAPS -> Optional.of("coaps://");
      default -> Optional.empty();
    };
  }

  private boolean isOurOwn(Announced announced) {
    Set<String> ours =
        network.hostNames().stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    return ours.contains(announced.server().toLowerCase(Locale.ROOT));
  }

  @Override
  public Diagnostics.Part diagnostics() {
    return new MdnsFindings(network).part();
  }

  @Override
  public boolean understandsAddress(String address) {
    return false;
  }

  @Override
  public void look(String address) {
    throw new Invalid(
        "not-an-mdns-address", "mDNS finds by itself what announces itself; it has no addresses.");
  }

  /** Nothing it finds can be accepted yet. */
  @Override
  public void attach(AttachedDevice device) {}

  @Override
  public void detach(DeviceId device) {}

  @Override
  public CommandOutcome write(
      DeviceId device, AffordanceName property, Value value, Duration patience) {
    return new CommandOutcome.Refused(
        "Hearth knows this kind of device and cannot control it yet.");
  }

  @Override
  public CommandOutcome invoke(
      DeviceId device, AffordanceName action, Optional<Value> input, Duration patience) {
    return new CommandOutcome.Refused(
        "Hearth knows this kind of device and cannot control it yet.");
  }

  @Override
  public synchronized void close() {
    if (browsing != null) {
      network.stopBrowsing(browsing);
      browsing = null;
      heard = null;
    }
  }
}
