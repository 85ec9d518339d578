package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A few datagrams of one stranger must not keep the others from being found. Gentle, as at home.
 */
class RudeStrangersTest extends CoapAdapterTest {
  @Override
  CoapSettings settings() {
    return CoapSettings.loopback().withGroupPort(0).at(CoapSettings.Pace.gentle());
  }

  @Test
  void somebody_who_pings_while_being_asked_holds_nobody_up() throws Exception {
    TestDevice good = given(it -> it.text("temperature", "20"));
    try (Stranger evil = new Stranger("127.0.5.1", adapter.port())) {
      evil.register("ep=evil", "");
      evil.nextQuestion();
      for (int i = 0; i < 2000; i++) {
        evil.ping();
      }

      good.register(adapter.port(), "good");

      assertThat(host.offerAt(good.port()).identity().value()).isEqualTo("good");
    }
  }

  @Test
  void somebody_with_many_ports_and_no_answer_holds_nobody_up() throws Exception {
    TestDevice good = given(it -> it.text("temperature", "20"));
    List<Stranger> mute = new ArrayList<>();
    try {
      for (int i = 0; i < 40; i++) {
        Stranger one = new Stranger("127.0.5.1", adapter.port());
        mute.add(one);
        one.register("ep=mute" + i, "");
        one.nextAnswer();
      }
      mute.getFirst().nextQuestion();

      good.register(adapter.port(), "good");

      assertThat(host.offerAt(good.port()).identity().value()).isEqualTo("good");
    } finally {
      mute.forEach(Stranger::close);
    }
  }
}
