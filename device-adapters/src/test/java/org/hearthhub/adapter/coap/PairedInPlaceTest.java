package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.hearthhub.Hub;
import org.hearthhub.adapter.coap.profile.senml.SenmlProfile;
import org.hearthhub.device.CommandOutcome;
import org.hearthhub.device.CurrentValue;
import org.hearthhub.device.Device;
import org.hearthhub.device.DeviceIdentity;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Value;
import org.hearthhub.vault.Unlock;
import org.hearthhub.vault.Vault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A device that spoke plainly for a while is paired, and is the same device: in a whole hub. */
@Timeout(60)
class PairedInPlaceTest {
  private static final Actor OWNER = new Actor.Operator();
  private static final String SECRET = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
  private static final AffordanceName LEVEL = AffordanceName.of("level");

  @TempDir Path folder;

  @Test
  void it_keeps_its_id_its_name_and_its_values_and_is_commanded_over_dtls() throws Exception {
    CoapAdapter coap =
        new CoapAdapter(
            CoapSettings.loopback().withGroupPort(0).at(CoapSettings.Pace.quick()),
            List.of(new SenmlProfile()));
    try (Vault vault =
            Vault.create(folder.resolve("data"), new Unlock.KeyFile(folder.resolve("key")));
        Hub hub = new Hub(vault, InstantSource.system(), List.of(coap), _ -> {});
        TestDevice plain = new TestDevice(it -> it.text("level", "40").observable().writable())) {
      hub.start();
      plain.register(coap.port(), "dimmer-1");
      await(hub, () -> !hub.inbox().entries().isEmpty() && isOffered(hub));
      DeviceId id =
          hub.inbox()
              .accept(
                  OWNER,
                  hub.inbox().entries().getFirst().id(),
                  Optional.of("Stairs"),
                  Optional.empty())
              .id();
      await(hub, () -> level(hub, id).equals(Optional.of(Value.of(40))));
      plain.switchOff();

      hub.pairing().open(OWNER);
      hub.pairing().expect(OWNER, "dimmer-1", SECRET, Optional.of(id));
      try (SecureTestDevice secure =
          new SecureTestDevice(
              "dimmer-1",
              HexFormat.of().parseHex(SECRET),
              it -> it.text("level", "55").observable().writable())) {
        secure.call(coap.securePort(), "/.well-known/rd?ep=dimmer-1&lt=300");

        await(hub, () -> hub.devices().get(id).authenticated());
        await(hub, () -> level(hub, id).equals(Optional.of(Value.of(55))));
        Device device = hub.devices().get(id);
        assertThat(device.title()).isEqualTo("Stairs");
        assertThat(device.identity()).isEqualTo(new DeviceIdentity("psk", "dimmer-1"));
        assertThat(device.address()).startsWith("coaps://");
        assertThat(hub.devices().all()).hasSize(1);
        assertThat(hub.commands().write(OWNER, id, LEVEL, Value.of(70)))
            .isInstanceOf(CommandOutcome.Confirmed.class);
        assertThat(secure.cell("level").text()).isEqualTo("70");
      }
    }
  }

  private static boolean isOffered(Hub hub) {
    return hub.inbox().entries().getFirst().sighting().offer().isPresent();
  }

  private static Optional<Value> level(Hub hub, DeviceId id) {
    return hub.devices().value(id, LEVEL).map(CurrentValue::value);
  }

  /** Looks with each thing that happens in the home. */
  private static void await(Hub hub, BooleanSupplier wanted) throws Exception {
    CompletableFuture<Void> come = new CompletableFuture<>();
    try (var _ =
        hub.events()
            .subscribe(
                _ -> {
                  if (wanted.getAsBoolean()) {
                    come.complete(null);
                  }
                })) {
      if (!wanted.getAsBoolean()) {
        come.get(20, TimeUnit.SECONDS);
      }
    }
  }
}
