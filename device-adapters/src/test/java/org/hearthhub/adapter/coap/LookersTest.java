package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.hearthhub.adapter.coap.format.CoreLink;
import org.hearthhub.problem.Problem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LookersTest {
  private final ProtocolStage stage = new ProtocolStage("test", 1);
  private final LinkedBlockingQueue<Errand> looked = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<Errand> silent = new LinkedBlockingQueue<>();
  private final CountDownLatch answer = new CountDownLatch(1);
  private final Lookers lookers =
      new Lookers(
          stage,
          Duration.ofHours(1),
          1,
          new Lookers.Outcome() {
            @Override
            public void look(Errand errand) {
              looked.add(errand);
              try {
                answer.await();
              } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
              }
              throw Requests.unreachable();
            }

            @Override
            public void rubbish(Errand errand, Problem why) {
              throw new AssertionError(why);
            }

            @Override
            public void silent(Errand errand) {
              silent.add(errand);
            }
          });

  @AfterEach
  void close() {
    lookers.close();
    stage.shutdownNow();
  }

  private static Errand registered(int host, int number) throws Exception {
    List<CoreLink> links =
        IntStream.range(0, 128).mapToObj(i -> new CoreLink("/" + i, Map.of())).toList();
    return Errand.registered(
        new HomeAddress(InetAddress.ofLiteral("10.0.0." + host), 5683),
        new Registration(
            "n" + number, Optional.empty(), RegistrationQuery.USUAL_LIFETIME, Map.of(), links));
  }

  private static String name(Errand errand) {
    return errand.registration().orElseThrow().name();
  }

  @Test
  void however_often_somebody_registers_one_errand_waits_and_it_is_the_last() throws Exception {
    assertThat(lookers.go(registered(1, 0))).isTrue();
    assertThat(name(looked.take())).isEqualTo("n0");
    for (int i = 1; i <= 4000; i++) {
      assertThat(lookers.go(registered(1, i))).isTrue();
    }

    assertThat(stage.getQueue()).isEmpty();
    answer.countDown();
    assertThat(name(looked.take())).isEqualTo("n4000");
    assertThat(looked).isEmpty();
  }

  @Test
  void one_host_cannot_take_all_the_room() throws Exception {
    int taken = 0;
    for (int port = 1; port <= 2000; port++) {
      Errand errand = Errand.scanned(new HomeAddress(InetAddress.ofLiteral("10.0.0.1"), port));
      taken += lookers.go(errand) ? 1 : 0;
    }

    assertThat(taken).isLessThan(1000);
    assertThat(lookers.go(registered(2, 2))).isTrue();
    assertThat(List.of(looked.take().at().host(), looked.take().at().host()))
        .doesNotHaveDuplicates();
  }

  @Test
  void who_does_not_answer_is_tried_again_once_however_often_it_was_heard() throws Exception {
    answer.countDown();
    for (int i = 0; i < 5; i++) {
      lookers.go(registered(1, i));
      looked.take();
    }

    // One retry is planned, or is about to be: the last look may not be over yet.
    assertThat(stage.getQueue()).hasSizeLessThanOrEqualTo(1);
    assertThat(silent).isEmpty();
  }
}
