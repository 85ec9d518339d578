package org.hearthhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hearthhub.access.Role;
import org.hearthhub.device.Device;
import org.hearthhub.device.GivenHub;
import org.hearthhub.device.LoopAdapter;
import org.hearthhub.problem.Broken;
import org.hearthhub.problem.Conflict;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.PersonId;
import org.hearthhub.thing.Value;
import org.hearthhub.vault.Collection;
import org.hearthhub.vault.Fields;
import org.hearthhub.vault.Unlock;
import org.hearthhub.vault.Vault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubTest {
  @TempDir Path temp;
  private final SteppedClock clock = new SteppedClock();

  @Test
  void the_first_owner_comes_with_the_code_and_stays() {
    List<String> codes = new CopyOnWriteArrayList<>();
    try (Vault vault = vault();
        Hub hub = new Hub(vault, clock, List.of(), codes::add)) {
      hub.start();
      assertThat(codes).isEmpty();
      hub.setupCode().announce();
      hub.household().setUp(codes.getFirst(), "Anna", "correct horse".toCharArray(), "127.0.0.1");
    }

    try (Vault vault = Vault.open(temp.resolve("data"), key());
        Hub hub = new Hub(vault, clock, List.of(), codes::add)) {
      hub.start();
      hub.setupCode().announce();
      assertThat(codes).hasSize(1);
      assertThat(
              hub.sessions()
                  .signIn("anna", "correct horse".toCharArray(), "127.0.0.1")
                  .resident()
                  .role())
          .isEqualTo(Role.OWNER);
    }
  }

  @Test
  void an_adapter_that_cannot_start_stops_the_start_with_its_sentence() {
    var good = new LoopAdapter();
    var bad =
        new LoopAdapter(
            "bad", Optional.of(new Conflict("port-in-use", "Port 5683 is taken by another.")));
    try (Vault vault = vault();
        Hub hub = new Hub(vault, clock, List.of(good, bad), code -> {})) {
      assertThatThrownBy(hub::start)
          .isInstanceOf(Conflict.class)
          .hasMessage("Port 5683 is taken by another.");
      assertThat(good.isClosed()).isTrue();
    }
  }

  @Test
  void closed_it_has_stopped_its_adapters_and_kept_what_was_said() {
    var given = new GivenHub(temp, clock);
    DeviceId lamp = given.givenLamp("a").id();
    given.says(lamp, GivenHub.ON, Value.of(true));

    given.hub.close();
    assertThatCode(given.hub::close).doesNotThrowAnyException();

    assertThat(given.adapter.isClosed()).isTrue();
    given.vault.close();
    try (var again = new GivenHub(temp, clock)) {
      assertThat(again.hub.history().committed()).isEqualTo(1);
      assertThat(again.hub.history().dropped()).isZero();
    }
  }

  @Test
  void a_damaged_record_stops_the_hub_before_anything_runs() {
    var adapter = new LoopAdapter();
    try (Vault vault = vault()) {
      vault.records().add(Collection.DEVICE, Fields.write().text(1, "not a device"));

      assertThatThrownBy(() -> new Hub(vault, clock, List.of(adapter), code -> {}))
          .isInstanceOf(Broken.class);
      assertThat(Thread.getAllStackTraces().keySet())
          .extracting(Thread::getName)
          .noneMatch(name -> name.startsWith("history-"));
    }
  }

  @Test
  void it_names_everyone_who_can_act() {
    try (var given = new GivenHub(temp, clock)) {
      Device lamp = given.givenLamp("a");

      assertThat(given.hub.nameOf(given.givenPerson("Anna", Role.OWNER))).isEqualTo("Anna");
      assertThat(given.hub.nameOf(new Actor.Person(PersonId.random())))
          .isEqualTo("Somebody who left");
      assertThat(given.hub.nameOf(new Actor.Device(lamp.id()))).isEqualTo("Lamp a");
      assertThat(given.hub.nameOf(new Actor.Device(DeviceId.random())))
          .isEqualTo("A device that was removed");
      assertThat(given.hub.nameOf(new Actor.TheHub())).isEqualTo("Hearth");
    }
  }

  private Vault vault() {
    return Vault.create(temp.resolve("data"), key());
  }

  private Unlock key() {
    return new Unlock.KeyFile(temp.resolve("key"));
  }
}
