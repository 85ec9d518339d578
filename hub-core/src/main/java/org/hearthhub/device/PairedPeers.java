package org.hearthhub.device;

import java.util.ArrayList;
import java.util.List;
import org.hearthhub.access.Deeds;
import org.hearthhub.access.Right;
import org.hearthhub.audit.AuditEntry;
import org.hearthhub.problem.NotFound;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.Wording;

/** Those whose keys this hub knows. Thread-safe. */
final class PairedPeers {
  private final Adapters adapters;
  private final DeviceRegistry devices;
  private final CredentialStore keys;
  private final Deeds deeds;

  PairedPeers(Adapters adapters, DeviceRegistry devices, CredentialStore keys, Deeds deeds) {
    this.adapters = adapters;
    this.devices = devices;
    this.keys = keys;
    this.deeds = deeds;
  }

  List<Pairing.Paired> all() {
    List<Pairing.Paired> paired = new ArrayList<>();
    for (Adapter adapter : adapters.all()) {
      List<String> known = new ArrayList<>();
      for (Credential credential : keys.of(adapter.name()).all()) {
        if (!known.contains(credential.peer())) {
          known.add(credential.peer());
          paired.add(
              new Pairing.Paired(
                  adapter.name(),
                  credential.peer(),
                  credential.made(),
                  credential.proven(),
                  titlesOf(adapter.name(), credential.peer())));
        }
      }
    }
    return List.copyOf(paired);
  }

  /** The same, saying whose place would be taken, and what to do. */
  PairingOutcome named(String adapter, PairingOutcome outcome) {
    if (!(outcome instanceof PairingOutcome.Taken(String peer, String why))) {
      return outcome;
    }
    List<String> devices = titlesOf(adapter, peer);
    String advice =
        devices.isEmpty()
            ? "It is known as “%s” and was not added to this home. If this is that one, forget its"
                + " key first; if it is another one, pair it as a new one."
            : "That is “%s”. If this is that device, reset or exchanged, pair it again on its own"
                + " page: it keeps its place and its past. If it is another one, pair it as a new"
                + " one.";
    String who = Wording.clean(devices.isEmpty() ? peer : String.join("”, “", devices), 100);
    return new PairingOutcome.Taken(peer, why + " " + advice.formatted(who));
  }

  private List<String> titlesOf(String adapter, String peer) {
    return behind(adapter, peer).stream().map(Device::title).toList();
  }

  private List<Device> behind(String adapter, String peer) {
    return devices.all().stream()
        .filter(device -> device.authenticated() && device.adapter().equals(adapter))
        .filter(device -> Credential.peerOf(device.identity()).equals(peer))
        .toList();
  }

  void forget(Actor actor, String adapter, String peer) {
    AuditEntry by =
        deeds
            .by(actor, AuditEntry.Action.FORGET_KEY)
            .because("“" + Wording.clean(peer, Wording.TITLE) + "”");
    List<Device> behind = behind(adapter, peer);
    AuditEntry deed =
        behind.size() == 1 ? by.about(behind.getFirst().id(), behind.getFirst().title()) : by;
    deeds.require(new Right.ManageDevices(), deed);
    Credentials of = keys.of(adapter);
    if (of.of(peer).isEmpty()) {
      throw new NotFound("not-paired", "No key of that name is known here.");
    }
    of.forget(peer);
    adapters.named(adapter).ifPresent(speaker -> speaker.forgotten(peer));
    deeds.write(deed);
  }
}
