package org.hearthhub.device;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Notification;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.ThingDescription;

/** What one adapter sees of the hub: it can speak for its own devices only. Thread-safe. */
final class AdapterLink implements AdapterHost {
  private static final CompletionStage<Void> NOTHING_TO_DO = CompletableFuture.completedStage(null);

  private final String adapter;
  private final DeviceRegistry devices;
  private final Inbox inbox;
  private final InstantSource clock;
  private final CredentialStore keys;
  private final Credentials credentials;

  AdapterLink(
      String adapter,
      DeviceRegistry devices,
      Inbox inbox,
      CredentialStore keys,
      InstantSource clock) {
    this.keys = keys;
    this.credentials = keys.of(adapter);
    this.adapter = adapter;
    this.devices = devices;
    this.inbox = inbox;
    this.clock = clock;
  }

  @Override
  public InstantSource clock() {
    return clock;
  }

  @Override
  public Credentials credentials() {
    return credentials;
  }

  @Override
  public Optional<DeviceLogin> login(DeviceId device) {
    return isOurs(device) ? keys.login(device) : Optional.empty();
  }

  @Override
  public void sighted(Sighting sighting) {
    if (!sighting.adapter().equals(adapter)) {
      throw new IllegalArgumentException("this is the link of the " + adapter + " adapter");
    }
    if (!devices.presence().seenAgain(sighting)) {
      inbox.sighted(sighting);
    }
  }

  @Override
  public void gone(DeviceIdentity identity) {
    inbox.gone(adapter, identity);
  }

  @Override
  public CompletionStage<Void> report(DeviceId device, List<Reading> readings) {
    return isOurs(device) ? devices.report(device, readings) : NOTHING_TO_DO;
  }

  @Override
  public CompletionStage<Void> reportAndCommit(DeviceId device, List<Reading> readings) {
    return isOurs(device)
        ? devices.reportAndCommit(device, readings)
        : CompletableFuture.failedStage(DeviceId.noSuchThing());
  }

  @Override
  public CompletionStage<Void> notified(DeviceId device, Notification notification) {
    return isOurs(device) ? devices.notified(device, notification) : NOTHING_TO_DO;
  }

  @Override
  public void status(DeviceId device, DeviceStatus.State state, String reason) {
    if (isOurs(device)) {
      devices.presence().status(device, state, reason);
    }
  }

  @Override
  public void redescribed(
      DeviceId device, ThingDescription description, String address, String link) {
    if (isOurs(device)) {
      devices.presence().redescribed(device, description, address, link);
    }
  }

  private boolean isOurs(DeviceId device) {
    return devices.find(device).filter(known -> known.adapter().equals(adapter)).isPresent();
  }
}
