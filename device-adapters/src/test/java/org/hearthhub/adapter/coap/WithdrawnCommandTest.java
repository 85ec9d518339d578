package org.hearthhub.adapter.coap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.eclipse.californium.core.coap.Request;
import org.hearthhub.Hub;
import org.hearthhub.access.Role;
import org.hearthhub.adapter.coap.profile.wot.WotProfile;
import org.hearthhub.audit.AuditEntry;
import org.hearthhub.device.CommandOutcome;
import org.hearthhub.device.CurrentValue;
import org.hearthhub.device.WaitingCommand;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Value;
import org.hearthhub.vault.Unlock;
import org.hearthhub.vault.Vault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A command that waits for its device, and that nobody may give any longer: in a whole hub. */
@Timeout(60)
class WithdrawnCommandTest {
  private static final Actor OWNER = new Actor.Operator();
  private static final AffordanceName LOCKED = AffordanceName.of("locked");
  private static final String LOCK =
      """
      {"@context": "https://www.w3.org/2022/wot/td/v1.1", "id": "urn:example:door",
       "title": "Front door", "@type": "Lock", "security": "nosec_sc",
       "securityDefinitions": {"nosec_sc": {"scheme": "nosec"}},
       "properties": {
         "locked": {"type": "boolean", "@type": "LockedProperty", "forms": [
           {"href": "/locked", "contentType": "application/json"}]}}}
      """;

  @TempDir Path folder;
  private Vault vault;

  @BeforeEach
  void create() {
    vault = Vault.create(folder.resolve("data"), new Unlock.KeyFile(folder.resolve("key")));
  }

  @AfterEach
  void close() {
    vault.close();
  }

  private static CoapAdapter coap() {
    return new CoapAdapter(
        CoapSettings.loopback().withGroupPort(0).at(CoapSettings.Pace.quick()),
        List.of(new WotProfile()));
  }

  private static DeviceId accepted(Hub hub) throws Exception {
    await(
        hub,
        () -> hub.inbox().entries().stream().anyMatch(it -> it.sighting().offer().isPresent()));
    return hub.inbox()
        .accept(OWNER, hub.inbox().entries().getFirst().id(), Optional.empty(), Optional.empty())
        .id();
  }

  private static void awaitValue(Hub hub, DeviceId device, AffordanceName name, Value value)
      throws Exception {
    await(
        hub,
        () ->
            hub.devices().value(device, name).map(CurrentValue::value).equals(Optional.of(value)));
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

  @Test
  void what_an_owner_allows_no_longer_is_not_done_when_the_device_wakes() throws Exception {
    CoapAdapter coap = coap();
    try (Hub hub = new Hub(vault, InstantSource.system(), List.of(coap), _ -> {});
        TestDevice lock =
            new TestDevice(
                it -> {
                  it.wellKnown("wot", 432, LOCK.getBytes(UTF_8), "wot.thing");
                  it.cell("locked", 50, "true".getBytes(UTF_8)).takesWrites = true;
                })) {
      hub.start();
      register(lock, coap);
      DeviceId id = accepted(hub);
      awaitValue(hub, id, LOCKED, Value.of(true));
      lock.switchOff();
      hub.devices().allow(OWNER, id, true);
      Actor ben =
          new Actor.Person(
              hub.household()
                  .admit(OWNER, "Ben", "correct horse".toCharArray(), Role.RESIDENT)
                  .id());
      CommandOutcome outcome = hub.commands().write(ben, id, LOCKED, Value.of(false));
      assertThat(outcome).isInstanceOf(CommandOutcome.Waits.class);

      hub.devices().allow(OWNER, id, false);
      lock.reboot();
      register(lock, coap);

      String ticket = ((CommandOutcome.Waits) outcome).ticket();
      await(hub, () -> hub.commands().waiting(ticket).flatMap(WaitingCommand::outcome).isPresent());
      assertThat(lock.cell("locked").puts).hasValue(0);
      assertThat(lock.cell("locked").text()).isEqualTo("true");
      AuditEntry entry = hub.audit().latest(1, Long.MAX_VALUE).getFirst();
      assertThat(entry.outcome()).isEqualTo(AuditEntry.Outcome.REFUSED);
    }
  }

  private static void register(TestDevice device, CoapAdapter coap) throws Exception {
    Request request = Request.newPost();
    request.setURI("coap://127.0.0.1:" + coap.port() + "/.well-known/rd?ep=door-1&lt=600&b=UQ");
    assertThat(device.ask(request).isSuccess()).isTrue();
  }
}
