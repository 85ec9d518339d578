package org.hearthhub.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.ZoneId;
import org.hearthhub.SteppedClock;
import org.hearthhub.access.GivenHome;
import org.hearthhub.access.Role;
import org.hearthhub.audit.AuditEntry;
import org.hearthhub.event.HomeEvent;
import org.hearthhub.problem.Conflict;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.NotFound;
import org.hearthhub.problem.Refused;
import org.hearthhub.problem.TooMuch;
import org.hearthhub.thing.Actor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
  @TempDir Path temp;
  private final SteppedClock clock = new SteppedClock();
  private GivenHome given;
  private Actor anna;

  @BeforeEach
  void open() {
    given = new GivenHome(temp, clock);
    anna = given.givenActor("Anna", Role.OWNER);
  }

  @AfterEach
  void close() {
    given.close();
  }

  @Test
  void rooms_keep_their_order_and_names_over_a_restart() {
    given.home.addRoom(anna, "Küche");
    Room bath = given.home.addRoom(anna, "Bad");
    given.home.renameRoom(anna, bath.id(), "Badezimmer");
    given.home.chooseTimeZone(anna, "Australia/Lord_Howe");
    given.home.rename(anna, "Villa");

    given.close();
    given = new GivenHome(temp, clock);

    assertThat(given.home.rooms()).extracting(Room::title).containsExactly("Küche", "Badezimmer");
    assertThat(given.home.room(bath.id())).map(Room::title).contains("Badezimmer");
    assertThat(given.home.title()).isEqualTo("Villa");
    assertThat(given.home.timeZone()).isEqualTo(ZoneId.of("Australia/Lord_Howe"));
    assertThatThrownBy(() -> given.home.chooseTimeZone(anna, "Middle/Earth"))
        .isInstanceOf(Invalid.class);
  }

  @Test
  void a_room_is_found_by_its_title_without_regard_to_case_or_made() {
    Room kitchen = given.home.roomTitled(anna, "Küche");

    assertThat(given.home.roomTitled(anna, "  KÜCHE ")).isEqualTo(kitchen);
    assertThat(given.home.roomTitled(anna, "Bad")).isNotEqualTo(kitchen);
    assertThat(given.home.rooms()).hasSize(2);
  }

  @Test
  void each_change_is_written_down_with_its_actor_and_told() {
    given.home.addRoom(anna, "Küche");

    assertThat(given.lastEntry().actor()).isEqualTo(anna);
    assertThat(given.lastEntry().actorName()).isEqualTo("Anna");
    assertThat(given.lastEntry().action()).isEqualTo(AuditEntry.Action.CHANGE_ROOM);
    assertThat(given.lastEntry().reason()).contains("The room “Küche” was made.");
    assertThat(given.heard).contains(new HomeEvent.RoomsChanged());
  }

  @Test
  void who_may_not_changes_nothing_and_the_refusal_is_written_down() {
    Actor guest = given.givenActor("Gast", Role.GUEST);

    assertThatThrownBy(() -> given.home.addRoom(guest, "Küche")).isInstanceOf(Refused.class);

    assertThat(given.home.rooms()).isEmpty();
    assertThat(given.lastEntry().actor()).isEqualTo(guest);
    assertThat(given.lastEntry().outcome()).isEqualTo(AuditEntry.Outcome.REFUSED);
  }

  @Test
  void a_title_is_unique_and_has_1_to_100_characters() {
    given.home.addRoom(anna, "Küche");
    Room bath = given.home.addRoom(anna, "x".repeat(100));

    assertThatThrownBy(() -> given.home.addRoom(anna, "küche")).isInstanceOf(Conflict.class);
    assertThatThrownBy(() -> given.home.renameRoom(anna, bath.id(), "küche"))
        .isInstanceOf(Conflict.class);
    assertThatThrownBy(() -> given.home.addRoom(anna, " \t")).isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> given.home.addRoom(anna, "x".repeat(101))).isInstanceOf(Invalid.class);
    assertThat(given.home.renameRoom(anna, bath.id(), "X".repeat(100)).title()).startsWith("XX");
  }

  @Test
  void a_removed_room_is_gone() {
    Room kitchen = given.home.addRoom(anna, "Küche");
    given.home.removeRoom(anna, kitchen.id());

    assertThat(given.home.rooms()).isEmpty();
    assertThatThrownBy(() -> given.home.removeRoom(anna, kitchen.id()))
        .isInstanceOf(NotFound.class);
  }

  @Test
  void a_home_has_at_most_200_rooms() {
    for (int i = 0; i < 200; i++) {
      given.home.addRoom(anna, "Room " + i);
    }

    assertThatThrownBy(() -> given.home.addRoom(anna, "One more")).isInstanceOf(TooMuch.class);
  }
}
