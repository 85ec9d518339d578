package org.hearthhub.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.hearthhub.device.GivenHub.OWNER;
import static org.hearthhub.device.GivenHub.lamp;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.hearthhub.SteppedClock;
import org.hearthhub.access.Role;
import org.hearthhub.audit.AuditEntry;
import org.hearthhub.event.HomeEvent;
import org.hearthhub.home.Room;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.NotFound;
import org.hearthhub.problem.Refused;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.Kind;
import org.hearthhub.thing.SightingId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboxTest {
  @TempDir Path temp;
  private final SteppedClock clock = new SteppedClock();
  private GivenHub given;
  private Inbox inbox;

  @BeforeEach
  void open() {
    given = new GivenHub(temp, clock);
    inbox = given.hub.inbox();
  }

  @AfterEach
  void close() {
    given.close();
  }

  private void restart() {
    given.close();
    given = new GivenHub(temp, clock);
    inbox = given.hub.inbox();
  }

  @Test
  void what_is_seen_waits_newest_first() {
    given.adapter.sees("a", lamp("A"), "loop://a");
    given.adapter.sees("b", lamp("B"), "loop://b");

    assertThat(inbox.entries())
        .extracting(entry -> entry.sighting().title())
        .containsExactly("B", "A");
    assertThat(given.heard)
        .contains(new HomeEvent.SightingChanged(inbox.entries().getFirst().id()));
  }

  @Test
  void seen_again_it_is_the_same_entry_with_what_is_known_best() {
    given.adapter.sees("a", lamp("A"), "loop://a");
    SightingId id = inbox.entries().getFirst().id();
    clock.goOn(Duration.ofMinutes(10));
    given.adapter.sees(withoutOffer("a", "only a name"));

    assertThat(inbox.entries()).hasSize(1);
    assertThat(inbox.find(id))
        .hasValueSatisfying(
            entry -> {
              assertThat(entry.sighting().offer()).isPresent();
              assertThat(entry.seen()).isEqualTo(clock.instant());
            });
    assertThat(given.heard).filteredOn(HomeEvent.SightingChanged.class::isInstance).hasSize(1);

    given.adapter.sees("a", lamp("A"), "loop://elsewhere");
    assertThat(inbox.find(id))
        .map(entry -> entry.sighting().address())
        .contains("loop://elsewhere");
  }

  @Test
  void a_strangers_words_are_made_fit_to_be_shown() {
    given.adapter.sees("a", lamp("Lamp\u202E\u0007 " + "x".repeat(300)), "loop://a\n");

    Sighting sighting = inbox.entries().getFirst().sighting();
    assertThat(sighting.title()).startsWith("Lamp xx").hasSize(100);
    assertThat(sighting.address()).isEqualTo("loop://a");
  }

  @Test
  void accepted_it_is_a_device_in_its_room_and_attached() {
    given.adapter.sees("a", lamp("A"), "loop://a");
    SightingId id = inbox.entries().getFirst().id();

    Device device = inbox.accept(OWNER, id, Optional.of("Desk lamp"), Optional.of("Study"));

    assertThat(inbox.entries()).isEmpty();
    assertThat(device.title()).isEqualTo("Desk lamp");
    assertThat(device.kind()).isEqualTo(Kind.LIGHT);
    assertThat(given.hub.home().rooms()).extracting(Room::title).containsExactly("Study");
    assertThat(device.room()).contains(given.hub.home().rooms().getFirst().id());
    assertThat(given.adapter.attached())
        .containsExactly(
            new AttachedDevice(device.id(), device.identity(), device.description(), "link-of-a"));
    assertThat(given.lastEntry().action()).isEqualTo(AuditEntry.Action.ACCEPT_DEVICE);
    assertThat(given.lastEntry().thing()).contains(device.id());
    assertThat(given.heard)
        .contains(new HomeEvent.DeviceChanged(device.id()), new HomeEvent.SightingRemoved(id));
  }

  @Test
  void accepted_it_is_there_after_a_restart_and_not_in_the_inbox() {
    Device lamp = given.givenLamp("a");
    restart();
    given.adapter.sees("a", lamp("Lamp a"), "loop://a");

    assertThat(inbox.entries()).isEmpty();
    assertThat(given.hub.devices().all()).hasSize(1);
    Device again = given.hub.devices().get(lamp.id());
    assertThat(again.description()).isEqualTo(lamp.description());
    assertThat(again.identity()).isEqualTo(lamp.identity());
    assertThat(given.adapter.attached())
        .extracting(AttachedDevice::id, AttachedDevice::link)
        .containsExactly(tuple(lamp.id(), "link-of-a"));
  }

  @Test
  void of_two_who_accept_at_once_one_does() throws Exception {
    given.adapter.sees("a", lamp("A"), "loop://a");
    SightingId id = inbox.entries().getFirst().id();
    var together = new CountDownLatch(4);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> tries =
          IntStream.range(0, 4)
              .mapToObj(
                  n ->
                      threads.submit(
                          () -> {
                            together.countDown();
                            together.await();
                            try {
                              inbox.accept(OWNER, id, Optional.empty(), Optional.empty());
                              return true;
                            } catch (NotFound late) {
                              return false;
                            }
                          }))
              .toList();
      int accepted = 0;
      for (Future<Boolean> one : tries) {
        accepted += one.get() ? 1 : 0;
      }
      assertThat(accepted).isEqualTo(1);
    }

    assertThat(given.hub.devices().all()).hasSize(1);
    assertThat(given.adapter.attached()).hasSize(1);
  }

  @Test
  void what_cannot_be_controlled_yet_cannot_be_accepted() {
    given.adapter.sees(withoutOffer("printer", "Printer"));
    SightingId id = inbox.entries().getFirst().id();

    assertThatThrownBy(() -> inbox.accept(OWNER, id, Optional.empty(), Optional.of("Study")))
        .isInstanceOf(Refused.class);
    assertThat(given.hub.home().rooms()).isEmpty();
    assertThat(inbox.entries()).hasSize(1);
  }

  @Test
  void who_may_not_manage_devices_accepts_ignores_and_looks_for_nothing() {
    Actor ben = given.givenPerson("Ben", Role.RESIDENT);
    given.adapter.sees("a", lamp("A"), "loop://a");
    SightingId id = inbox.entries().getFirst().id();

    assertThatThrownBy(() -> inbox.accept(ben, id, Optional.empty(), Optional.empty()))
        .isInstanceOf(Refused.class);
    assertThat(given.lastEntry().actorName()).isEqualTo("Ben");
    assertThat(given.lastEntry().outcome()).isEqualTo(AuditEntry.Outcome.REFUSED);
    assertThatThrownBy(() -> inbox.ignore(ben, id)).isInstanceOf(Refused.class);
    assertThatThrownBy(() -> inbox.look(ben, "loop://b")).isInstanceOf(Refused.class);
    assertThat(inbox.entries()).hasSize(1);
    assertThat(given.adapter.looked()).isEmpty();
  }

  @Test
  void ignored_it_stays_out_over_a_restart_until_it_is_taken_back() {
    given.adapter.sees("a", lamp("A"), "loop://a");
    SightingId id = inbox.entries().getFirst().id();
    inbox.ignore(OWNER, id);
    assertThat(inbox.entries()).isEmpty();

    restart();
    given.adapter.sees("a", lamp("A"), "loop://a");
    assertThat(inbox.entries()).isEmpty();
    assertThat(inbox.ignored()).extracting(Ignored::title).containsExactly("A");

    inbox.unignore(OWNER, inbox.ignored().getFirst().id());
    given.adapter.sees("a", lamp("A"), "loop://a");
    assertThat(inbox.entries()).hasSize(1);
    assertThat(inbox.ignored()).isEmpty();
    assertThatThrownBy(() -> inbox.unignore(OWNER, id)).isInstanceOf(NotFound.class);
  }

  @Test
  void what_was_not_seen_for_an_hour_expires() {
    given.adapter.sees("a", lamp("A"), "loop://a");
    clock.goOn(Duration.ofMinutes(59));
    given.adapter.sees("b", lamp("B"), "loop://b");
    clock.goOn(Duration.ofMinutes(2));

    inbox.expire();

    assertThat(inbox.entries()).extracting(entry -> entry.sighting().title()).containsExactly("B");
    assertThat(given.heard).filteredOn(HomeEvent.SightingRemoved.class::isInstance).hasSize(1);
  }

  @Test
  void what_says_goodbye_leaves_if_its_own_adapter_says_so() {
    given.adapter.sees("a", lamp("A"), "loop://a");
    DeviceIdentity identity = inbox.entries().getFirst().sighting().identity();

    inbox.gone("another", identity);
    assertThat(inbox.entries()).hasSize(1);
    given.adapter.host().gone(identity);
    assertThat(inbox.entries()).isEmpty();
  }

  @Test
  void at_most_1000_wait_and_what_cannot_be_accepted_goes_first() {
    given.adapter.sees("lamp", lamp("The lamp"), "loop://lamp");
    for (int i = 0; i < 1_005; i++) {
      given.adapter.sees(withoutOffer("printer " + i, "Printer"));
    }

    assertThat(inbox.entries()).hasSize(1_000);
    assertThat(inbox.entries())
        .extracting(entry -> entry.sighting().identity().value())
        .contains("lamp")
        .doesNotContain("printer 0");
    assertThat(inbox.dropped()).isEqualTo(6);
  }

  @Test
  void an_address_goes_to_the_adapter_that_understands_it() {
    inbox.look(OWNER, " loop://b ");

    assertThat(given.adapter.looked()).containsExactly("loop://b");
    assertThat(given.lastEntry().action()).isEqualTo(AuditEntry.Action.ADD_BY_ADDRESS);
    assertThatThrownBy(() -> inbox.look(OWNER, "nonsense")).isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> inbox.look(OWNER, "loop://a b"))
        .isInstanceOf(Invalid.class)
        .hasMessage("That cannot be an address.");
    assertThatThrownBy(() -> inbox.look(OWNER, "loop://" + "x".repeat(300)))
        .isInstanceOf(Invalid.class);
  }

  private static Sighting withoutOffer(String identity, String title) {
    return new Sighting(
        new DeviceIdentity("loop", identity),
        "loop",
        Kind.PRINTER,
        title,
        "loop://" + identity,
        "it said so",
        false,
        Optional.empty());
  }
}
