package org.hearthhub.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.hearthhub.SteppedClock;
import org.hearthhub.audit.AuditEntry;
import org.hearthhub.problem.Conflict;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.Refused;
import org.hearthhub.problem.TooMuch;
import org.hearthhub.thing.Actor;
import org.hearthhub.vault.Unlock;
import org.hearthhub.vault.Vault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HouseholdTest {
  @TempDir Path temp;
  private final SteppedClock clock = new SteppedClock();
  private GivenHome given;

  @BeforeEach
  void open() {
    given = new GivenHome(temp, clock);
    given.setupCode.announce();
  }

  @AfterEach
  void close() {
    given.close();
  }

  @Test
  void the_code_makes_an_owner_who_is_signed_in_and_can_unlock_the_vault() {
    char[] password = "correct horse".toCharArray();

    Sessions.SignedIn signedIn =
        given.household.setUp(given.announced.getFirst(), "Anna", password, "127.0.0.1");

    assertThat(password).containsOnly('\0');
    assertThat(signedIn.resident().role()).isEqualTo(Role.OWNER);
    assertThat(given.sessions.resident(signedIn.token())).contains(signedIn.resident());
    assertThat(given.lastEntry().action()).isEqualTo(AuditEntry.Action.SETUP);
    assertThat(given.lastEntry().actor()).isEqualTo(new Actor.Person(signedIn.resident().id()));
    given.close();
    try (Vault vault =
        Vault.open(temp.resolve("data"), new Unlock.Passphrase("correct horse".toCharArray()))) {
      assertThat(new Residents(vault.records()).ownerExists()).isTrue();
    }
  }

  @Test
  void of_two_who_set_up_at_once_one_becomes_the_owner() throws Exception {
    String code = given.announced.getFirst();
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
                              given.household.setUp(
                                  code, "Person " + n, "correct horse".toCharArray(), "127.0.0.1");
                              return true;
                            } catch (Conflict late) {
                              return false;
                            }
                          }))
              .toList();
      int owners = 0;
      for (Future<Boolean> one : tries) {
        owners += one.get() ? 1 : 0;
      }
      assertThat(owners).isEqualTo(1);
    }

    assertThat(given.residents.all()).hasSize(1);
  }

  @Test
  void a_bad_name_or_password_does_not_use_the_code_up() {
    String code = given.announced.getFirst();

    assertThatThrownBy(
            () -> given.household.setUp(code, " ", "correct horse".toCharArray(), "127.0.0.1"))
        .isInstanceOf(Invalid.class);
    assertThatThrownBy(
            () -> given.household.setUp(code, "Anna", "short".toCharArray(), "127.0.0.1"))
        .isInstanceOf(Invalid.class);

    assertThat(
            given
                .household
                .setUp(code, "Anna", "correct horse".toCharArray(), "127.0.0.1")
                .resident()
                .name())
        .isEqualTo("Anna");
  }

  @Test
  void a_wrong_code_makes_no_owner() {
    assertThatThrownBy(
            () ->
                given.household.setUp(
                    "WRON-GWRN", "Anna", "correct horse".toCharArray(), "127.0.0.1"))
        .isInstanceOf(Refused.class);

    assertThat(given.residents.ownerExists()).isFalse();
  }

  @Test
  void who_guesses_codes_waits_before_the_code_of_the_others_is_void() {
    String code = given.announced.getFirst();
    for (int i = 0; i < 4; i++) {
      assertThatThrownBy(
              () ->
                  given.household.setUp(
                      "WRON-GWRN", "Eve", "correct horse".toCharArray(), "192.168.1.66"))
          .isInstanceOf(Refused.class);
    }
    assertThatThrownBy(
            () ->
                given.household.setUp(
                    "WRON-GWRN", "Eve", "correct horse".toCharArray(), "192.168.1.66"))
        .isInstanceOf(TooMuch.class);

    assertThat(
            given
                .household
                .setUp(code, "Anna", "correct horse".toCharArray(), "127.0.0.1")
                .resident()
                .name())
        .isEqualTo("Anna");
  }

  @Test
  void when_the_store_fails_another_code_is_announced() {
    String code = given.announced.getFirst();
    given.vault.close();

    assertThatThrownBy(
            () -> given.household.setUp(code, "Anna", "correct horse".toCharArray(), "127.0.0.1"))
        .isInstanceOf(RuntimeException.class);

    assertThat(given.announced).hasSize(2);
    assertThat(given.announced.getLast()).isNotEqualTo(code);
  }

  @Test
  void an_owner_lets_others_in_and_nobody_else_does() {
    Actor anna = given.givenActor("Anna", Role.OWNER);
    Resident ben = given.household.admit(anna, "Ben", "correct horse".toCharArray(), Role.RESIDENT);

    assertThat(given.residents.resident(ben.id())).contains(ben);
    assertThat(given.lastEntry().reason()).contains("“Ben” is now a resident.");
    assertThatThrownBy(
            () ->
                given.household.admit(
                    new Actor.Person(ben.id()), "Carl", "correct horse".toCharArray(), Role.OWNER))
        .isInstanceOf(Refused.class);
    assertThatThrownBy(
            () -> given.household.admit(anna, "BEN", "correct horse".toCharArray(), Role.GUEST))
        .isInstanceOf(Conflict.class);
  }

  @Test
  void a_home_that_has_an_owner_announces_no_code() {
    given.givenPerson("Anna", Role.OWNER);
    given.close();
    given = new GivenHome(temp, clock);

    given.setupCode.announce();

    assertThat(given.announced).isEmpty();
    assertThatThrownBy(
            () ->
                given.household.setUp(
                    "ANYT-HING", "Eve", "correct horse".toCharArray(), "127.0.0.1"))
        .isInstanceOf(Conflict.class);
  }
}
