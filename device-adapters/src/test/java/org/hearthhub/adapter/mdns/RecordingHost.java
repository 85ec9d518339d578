package org.hearthhub.adapter.mdns;

import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.hearthhub.adapter.coap.MemoryKeys;
import org.hearthhub.device.AdapterHost;
import org.hearthhub.device.Credentials;
import org.hearthhub.device.DeviceIdentity;
import org.hearthhub.device.DeviceStatus;
import org.hearthhub.device.Sighting;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Notification;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.ThingDescription;

/** A hub that takes down what it is told, a line for each. */
final class RecordingHost implements AdapterHost {
  private final MemoryKeys keys = new MemoryKeys();

  private final List<String> told = new CopyOnWriteArrayList<>();
  private final Consumer<String> also;

  RecordingHost() {
    this(line -> {});
  }

  RecordingHost(Consumer<String> also) {
    this.also = also;
  }

  List<String> told() {
    return told;
  }

  @Override
  public InstantSource clock() {
    return Clock.systemUTC();
  }

  @Override
  public Credentials credentials() {
    return keys;
  }

  @Override
  public void sighted(Sighting sighting) {
    tell("sighted " + sighting.title() + " at " + sighting.address());
  }

  @Override
  public void gone(DeviceIdentity identity) {
    tell("gone " + identity);
  }

  private void tell(String line) {
    told.add(line);
    also.accept(line);
  }

  @Override
  public CompletionStage<Void> report(DeviceId device, List<Reading> readings) {
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<Void> reportAndCommit(DeviceId device, List<Reading> readings) {
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<Void> notified(DeviceId device, Notification notification) {
    return CompletableFuture.completedStage(null);
  }

  @Override
  public void status(DeviceId device, DeviceStatus.State state, String reason) {}

  @Override
  public void redescribed(
      DeviceId device, ThingDescription description, String address, String link) {}
}
