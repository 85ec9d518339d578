package org.hearthhub.adapter.coap;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hearthhub.device.DeviceIdentity;
import org.hearthhub.thing.DeviceId;

/** The devices of this home that speak CoAP. Thread-safe. */
final class Attachments {
  private final Map<DeviceId, Attachment> byId = new ConcurrentHashMap<>();
  private final Map<DeviceIdentity, Attachment> byIdentity = new ConcurrentHashMap<>();

  /** Adds one; what was known under the same id is returned, to be let go. */
  Optional<Attachment> add(Attachment device) {
    byIdentity.put(device.identity(), device);
    return Optional.ofNullable(byId.put(device.id(), device));
  }

  Optional<Attachment> remove(DeviceId id) {
    Optional<Attachment> device = Optional.ofNullable(byId.remove(id));
    device.ifPresent(gone -> byIdentity.remove(gone.identity(), gone));
    return device;
  }

  Optional<Attachment> find(DeviceId id) {
    return Optional.ofNullable(byId.get(id));
  }

  Optional<Attachment> find(DeviceIdentity identity) {
    return Optional.ofNullable(byIdentity.get(identity));
  }

  /** The device that was last seen exactly there. */
  Optional<Attachment> at(HomeAddress address) {
    return byId.values().stream().filter(device -> device.link().at().equals(address)).findFirst();
  }

  /**
   * The devices that were last seen on that host, whatever their port, and that nobody has to be
   * proven to be.
   */
  List<Attachment> on(InetAddress host) {
    return byId.values().stream()
        .filter(device -> device.link().at().peer().isEmpty())
        .filter(device -> device.link().at().host().equals(host))
        .toList();
  }

  /** Who is paired and reached exactly there now. */
  Optional<HomeAddress> met(HomeAddress address) {
    return byId.values().stream()
        .filter(Attachment::isOnline)
        .map(device -> device.link().at())
        .filter(at -> at.peer().isPresent() && at.socket().equals(address.socket()))
        .findFirst();
  }

  /** The devices of a paired peer. */
  List<Attachment> behind(String peer) {
    return byId.values().stream()
        .filter(device -> device.link().at().peer().filter(peer::equals).isPresent())
        .toList();
  }

  List<Attachment> all() {
    return List.copyOf(byId.values());
  }
}
