package org.hearthhub.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.hearthhub.SteppedClock;
import org.hearthhub.audit.AuditEntry.Action;
import org.hearthhub.audit.AuditEntry.Outcome;
import org.hearthhub.event.EventBus;
import org.hearthhub.event.HomeEvent;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.PersonId;
import org.hearthhub.thing.Value;
import org.hearthhub.vault.AuditStore;
import org.hearthhub.vault.Unlock;
import org.hearthhub.vault.Vault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTest {
  @TempDir Path temp;
  private final SteppedClock clock = new SteppedClock();
  private final EventBus bus = new EventBus();
  private Vault vault;
  private Audit audit;

  @BeforeEach
  void open() {
    vault = Vault.create(temp.resolve("data"), new Unlock.KeyFile(temp.resolve("key")));
    audit = new Audit(vault, bus, clock);
  }

  @AfterEach
  void close() {
    vault.close();
  }

  private void reopen() {
    vault.close();
    vault = Vault.open(temp.resolve("data"), new Unlock.KeyFile(temp.resolve("key")));
    audit = new Audit(vault, bus, clock);
  }

  private static AuditEntry signIn(Actor actor) {
    return AuditEntry.draft(actor, "Anna", Action.SIGN_IN, Outcome.DONE);
  }

  @Test
  void an_entry_comes_back_whole_after_a_restart() {
    AuditEntry written =
        audit.write(
            AuditEntry.draft(
                    new Actor.Person(PersonId.random()),
                    "Anna",
                    Action.WRITE_PROPERTY,
                    Outcome.REFUSED)
                .about(DeviceId.random(), "Küche")
                .changing(
                    AffordanceName.of("on"),
                    Optional.of(Value.of(-0.0)),
                    Optional.of(new Value.Structure("{\"a\":1}")))
                .because("It did not take effect."));
    assertThat(written.sequence()).isEqualTo(1);
    assertThat(written.time()).isEqualTo(clock.instant());
    reopen();
    assertThat(audit.entry(1)).contains(written);
    assertThat(audit.entry(2)).isEmpty();
  }

  @Test
  void every_kind_of_actor_comes_back() {
    List<Actor> actors =
        List.of(
            new Actor.Person(PersonId.random()),
            new Actor.App("app"),
            new Actor.Rule("rule"),
            new Actor.Schedule("schedule"),
            new Actor.Device(DeviceId.random()),
            new Actor.TheHub(),
            new Actor.Operator());
    List<AuditEntry> written = new ArrayList<>();
    actors.forEach(actor -> written.add(audit.write(signIn(actor))));
    assertThat(audit.latest(10, Long.MAX_VALUE)).isEqualTo(written.reversed());
  }

  @Test
  void pages_go_back_from_the_newest() {
    for (int i = 0; i < 7; i++) {
      clock.goOn(Duration.ofSeconds(1));
      audit.write(signIn(new Actor.TheHub()));
    }
    assertThat(audit.latest(3, Long.MAX_VALUE))
        .extracting(AuditEntry::sequence)
        .containsExactly(7L, 6L, 5L);
    assertThat(audit.latest(3, 3)).extracting(AuditEntry::sequence).containsExactly(2L, 1L);
  }

  @Test
  void entries_of_many_threads_have_no_gap_and_each_is_announced() throws InterruptedException {
    List<Long> announced = java.util.Collections.synchronizedList(new ArrayList<>());
    bus.subscribe(
        event -> {
          if (event instanceof HomeEvent.AuditWritten(long sequence)) {
            announced.add(sequence);
          }
        });
    List<Thread> threads =
        IntStream.range(0, 50)
            .mapToObj(i -> Thread.ofVirtual().start(() -> audit.write(signIn(new Actor.TheHub()))))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }
    reopen();
    List<Long> all = LongStream.rangeClosed(1, 50).boxed().toList();
    assertThat(audit.latest(100, Long.MAX_VALUE).reversed())
        .extracting(AuditEntry::sequence)
        .isEqualTo(all);
    assertThat(announced).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void the_commitment_is_the_leaf_hash_of_salt_and_entry() throws Exception {
    audit.write(signIn(new Actor.TheHub()));
    audit.write(signIn(new Actor.TheHub()));
    AuditStore.Row first = vault.audit().row(1).orElseThrow();
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    sha256.update((byte) 0);
    assertThat(first.commitment()).isEqualTo(sha256.digest(first.entry().orElseThrow()));
    assertThat(first.commitment()).isNotEqualTo(vault.audit().row(2).orElseThrow().commitment());
  }
}
