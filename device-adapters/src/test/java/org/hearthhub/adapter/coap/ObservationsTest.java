package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import org.eclipse.californium.core.coap.MessageObserverAdapter;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Token;
import org.eclipse.californium.core.observe.Observation;
import org.eclipse.californium.elements.UdpEndpointContext;
import org.junit.jupiter.api.Test;

class ObservationsTest {
  private static final Token TOKEN = new Token(new byte[] {1, 2, 3, 4});

  private final Observations observations = new Observations();
  private final UdpEndpointContext device =
      new UdpEndpointContext(new InetSocketAddress(InetAddress.getLoopbackAddress(), 5683));

  private Request question() {
    Request question = Request.newGet();
    question.setToken(TOKEN);
    question.setDestinationContext(device);
    question.getOptions().setUriPath("/temperature").setAccept(110);
    question.setObserve();
    question.addMessageObserver(new MessageObserverAdapter() {});
    return question;
  }

  private Observation kept() {
    return Objects.requireNonNull(observations.get(TOKEN));
  }

  @Test
  void keeps_the_question_without_who_waited_for_its_answer() {
    observations.put(TOKEN, new Observation(question(), null));

    Request kept = kept().getRequest();

    assertThat(kept.getToken()).isEqualTo(TOKEN);
    assertThat(kept.getOptions().getUriPathString()).isEqualTo("temperature");
    assertThat(kept.getOptions().getAccept()).isEqualTo(110);
    assertThat(kept.isObserve()).isTrue();
    assertThat(kept.getDestinationContext()).isEqualTo(device);
    assertThat(kept.getMessageObservers()).isEmpty();
  }

  @Test
  void listeners_of_one_notification_are_not_there_for_the_next() {
    observations.put(TOKEN, new Observation(question(), null));

    kept().getRequest().addMessageObserver(new MessageObserverAdapter() {});

    assertThat(kept().getRequest().getMessageObservers()).isEmpty();
  }

  @Test
  void keeps_how_the_device_was_reached() {
    observations.put(TOKEN, new Observation(question(), null));
    assertThat(kept().getContext()).isNull();

    observations.setContext(TOKEN, device);

    assertThat(kept().getContext()).isEqualTo(device);
  }

  @Test
  void the_address_that_was_asked_is_kept_once() {
    observations.put(TOKEN, new Observation(question(), null));

    observations.setContext(TOKEN, new UdpEndpointContext(device.getPeerAddress()));

    assertThat(kept().getContext()).isSameAs(kept().getRequest().getDestinationContext());
  }

  @Test
  void an_answer_from_another_address_is_known_as_such() {
    UdpEndpointContext elsewhere =
        new UdpEndpointContext(new InetSocketAddress(InetAddress.getLoopbackAddress(), 5684));
    observations.put(TOKEN, new Observation(question(), null));

    observations.setContext(TOKEN, elsewhere);

    assertThat(kept().getContext()).isSameAs(elsewhere);
  }

  @Test
  void what_has_ended_stays_so() {
    observations.put(TOKEN, new Observation(question(), null));
    observations.remove(TOKEN);

    observations.setContext(TOKEN, device);

    assertThat(observations.get(TOKEN)).isNull();
  }

  @Test
  void a_token_in_use_is_not_taken_over() {
    assertThat(observations.putIfAbsent(TOKEN, new Observation(question(), null))).isNull();

    assertThat(observations.putIfAbsent(TOKEN, new Observation(question(), device))).isNotNull();

    assertThat(kept().getContext()).isNull();
  }
}
