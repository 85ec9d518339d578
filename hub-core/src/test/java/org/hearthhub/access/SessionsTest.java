package org.hearthhub.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hearthhub.SteppedClock;
import org.hearthhub.audit.AuditEntry;
import org.hearthhub.problem.Refused;
import org.hearthhub.problem.TooMuch;
import org.hearthhub.thing.Actor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionsTest {
  private static final String HER_TABLET = "192.168.1.20";
  private static final String STRANGER = "192.168.1.66";

  @TempDir Path temp;
  private final SteppedClock clock = new SteppedClock();
  private GivenHome given;
  private Resident anna;

  @BeforeEach
  void open() {
    given = new GivenHome(temp, clock);
    anna = given.givenPerson("Anna", Role.OWNER);
  }

  @AfterEach
  void close() {
    given.close();
  }

  @Test
  void name_and_password_begin_a_session_that_lives_over_a_restart() {
    Sessions.SignedIn signedIn = signIn("  anna ", GivenHome.PASSWORD, HER_TABLET);

    assertThat(signedIn.resident()).isEqualTo(anna);
    assertThat(signedIn).asString().doesNotContain(signedIn.token());
    given.close();
    given = new GivenHome(temp, clock);
    assertThat(given.sessions.resident(signedIn.token())).contains(anna);
  }

  @Test
  void a_wrong_password_and_an_unknown_name_sound_the_same() {
    String wrongPassword = refusal("Anna", "wrong horse");
    String unknownName = refusal("Nobody", GivenHome.PASSWORD);

    assertThat(wrongPassword).isEqualTo(unknownName);
  }

  @Test
  void a_token_that_is_none_is_nobody() {
    signIn("Anna", GivenHome.PASSWORD, HER_TABLET);

    assertThat(given.sessions.resident("")).isEmpty();
    assertThat(given.sessions.resident("x".repeat(10_000))).isEmpty();
    given.sessions.end("none");
  }

  @Test
  void signing_out_ends_the_session_for_good() {
    String token = signIn("Anna", GivenHome.PASSWORD, HER_TABLET).token();

    given.sessions.end(token);

    assertThat(given.sessions.resident(token)).isEmpty();
    assertThat(given.lastEntry().action()).isEqualTo(AuditEntry.Action.SIGN_OUT);
    given.close();
    given = new GivenHome(temp, clock);
    assertThat(given.sessions.resident(token)).isEmpty();
  }

  @Test
  void a_session_ends_30_days_after_its_last_use() {
    String token = signIn("Anna", GivenHome.PASSWORD, HER_TABLET).token();
    clock.goOn(Duration.ofDays(29));
    assertThat(given.sessions.resident(token)).isPresent();
    clock.goOn(Duration.ofDays(29));
    given.close();
    given = new GivenHome(temp, clock);
    assertThat(given.sessions.resident(token)).isPresent();

    clock.goOn(Duration.ofDays(31));

    assertThat(given.sessions.resident(token)).isEmpty();
  }

  @Test
  void a_session_ends_90_days_after_its_start_however_often_it_is_used() {
    String token = signIn("Anna", GivenHome.PASSWORD, HER_TABLET).token();
    for (int day = 0; day < 90; day += 10) {
      assertThat(given.sessions.resident(token)).isPresent();
      clock.goOn(Duration.ofDays(10));
    }
    clock.goOn(Duration.ofHours(1));

    given.sessions.purge();

    assertThat(given.sessions.resident(token)).isEmpty();
  }

  @Test
  void whoever_watches_a_session_is_told_once_when_it_is_over() {
    Sessions.SignedIn watched = signIn("Anna", GivenHome.PASSWORD, HER_TABLET);
    Sessions.SignedIn other = signIn("Anna", GivenHome.PASSWORD, HER_TABLET);
    List<String> told = new ArrayList<>();
    given.sessions.watch(watched.token(), () -> told.add("one"));
    given.sessions.watch(watched.token(), () -> told.add("two"));
    given.sessions.watch(watched.token(), () -> told.add("no longer")).close();

    given.sessions.end(other.token());
    assertThat(told).isEmpty();
    given.sessions.end(watched.token());
    given.sessions.end(watched.token());

    assertThat(told).containsExactlyInAnyOrder("one", "two");
  }

  @Test
  void the_end_of_a_session_whose_time_was_up_is_told_too() {
    String token = signIn("Anna", GivenHome.PASSWORD, HER_TABLET).token();
    List<String> told = new ArrayList<>();
    given.sessions.watch(token, () -> told.add("over"));
    clock.goOn(Duration.ofDays(31));

    given.sessions.purge();

    assertThat(told).containsExactly("over");
  }

  @Test
  void whoever_begins_to_watch_too_late_is_told_at_once() {
    String token = signIn("Anna", GivenHome.PASSWORD, HER_TABLET).token();
    given.sessions.end(token);
    List<String> told = new ArrayList<>();

    given.sessions.watch(token, () -> told.add("over"));

    assertThat(told).containsExactly("over");
  }

  @Test
  void sign_ins_are_written_down_and_what_was_typed_as_an_unknown_name_is_not() {
    signIn("Anna", GivenHome.PASSWORD, HER_TABLET);
    assertThat(given.lastEntry().actor()).isEqualTo(new Actor.Person(anna.id()));
    assertThat(given.lastEntry().action()).isEqualTo(AuditEntry.Action.SIGN_IN);

    refusal("hunter2-my-password", "anna");
    assertThat(given.lastEntry().outcome()).isEqualTo(AuditEntry.Outcome.REFUSED);
    assertThat(given.lastEntry().reason().orElseThrow())
        .contains(STRANGER)
        .doesNotContain("hunter2");

    refusal("anna", "wrong horse");
    assertThat(given.lastEntry().reason().orElseThrow()).contains("anna");
  }

  @Test
  void who_guesses_waits_and_the_owner_at_another_address_does_not() {
    for (int i = 0; i < 5; i++) {
      refusal("Anna", "guess number " + i);
    }

    assertThatThrownBy(() -> signIn("Anna", GivenHome.PASSWORD, STRANGER))
        .isInstanceOf(TooMuch.class);
    assertThat(signIn("Anna", GivenHome.PASSWORD, HER_TABLET).resident()).isEqualTo(anna);
  }

  @Test
  void a_guesser_with_many_addresses_is_slowed_and_cannot_lock_out_a_known_browser() {
    signIn("Anna", GivenHome.PASSWORD, HER_TABLET);
    for (int i = 0; i < 20; i++) {
      String address = "fd00::" + i;
      assertThatThrownBy(() -> signIn("Anna", "wrong horse", address)).isInstanceOf(Refused.class);
    }

    assertThatThrownBy(() -> signIn("Anna", "wrong horse", "fd00::99")).isInstanceOf(TooMuch.class);
    assertThat(signIn("Anna", GivenHome.PASSWORD, HER_TABLET).resident()).isEqualTo(anna);
  }

  @Test
  void invented_names_are_slowed_like_real_ones() {
    for (int i = 0; i < 20; i++) {
      String address = "fd00::" + i;
      assertThatThrownBy(() -> signIn("Zoe", "wrong horse", address)).isInstanceOf(Refused.class);
    }

    assertThatThrownBy(() -> signIn("Zoe", "wrong horse", "fd00::99")).isInstanceOf(TooMuch.class);
  }

  @Test
  void failed_sign_ins_cannot_fill_the_journal() {
    var failures = new FailedSignIns(given.residents, given.deeds, clock);
    for (int i = 0; i < 250; i++) {
      failures.write("Zoe", "fd00::" + i);
    }
    assertThat(given.audit.latest(500, Long.MAX_VALUE)).hasSize(100);

    clock.goOn(Duration.ofMinutes(61));
    failures.write("Zoe", "fd00::1");
    assertThat(given.audit.latest(500, Long.MAX_VALUE)).hasSize(101);
  }

  @Test
  void a_person_has_at_most_50_sessions_and_the_oldest_gives_way() {
    String first = given.sessions.start(anna).token();
    for (int i = 0; i < 49; i++) {
      clock.goOn(Duration.ofSeconds(1));
      given.sessions.start(anna);
    }
    assertThat(given.sessions.resident(first)).isPresent();

    given.sessions.start(anna);

    assertThat(given.sessions.resident(first)).isEmpty();
  }

  private Sessions.SignedIn signIn(String name, String password, String address) {
    return given.sessions.signIn(name, password.toCharArray(), address);
  }

  private String refusal(String name, String password) {
    try {
      signIn(name, password, STRANGER);
    } catch (Refused refused) {
      return refused.code() + refused.sentence() + refused.reason();
    }
    throw new AssertionError("was let in");
  }
}
