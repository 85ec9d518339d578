package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.elements.RawData;
import org.eclipse.californium.elements.UdpEndpointContext;
import org.hearthhub.adapter.coap.format.Payload;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What nobody asked for has its turn, on plain and on secure sockets alike. */
final class PacerTest {
  private static final HomeAddress DEVICE =
      new HomeAddress(InetAddress.getLoopbackAddress(), 5684).provenAs("lamp");
  private static final byte[] GET = {0x40, 0x01, 0, 1};
  private static final byte[] ACKNOWLEDGEMENT = {0x60, 0x00, 0, 1};

  private final ScheduledExecutorService stage = Executors.newSingleThreadScheduledExecutor();
  private final BlockingQueue<RawData> sent = new LinkedBlockingQueue<>();

  @AfterEach
  void stop() {
    stage.shutdownNow();
  }

  private static RawData datagram(byte[] bytes) {
    InetSocketAddress to = DEVICE.socket();
    return RawData.outbound(bytes, new UdpEndpointContext(to), null, false);
  }

  @Test
  void a_handshake_takes_turns_that_others_wait_for() throws Exception {
    Pacer pacer = new Pacer(2);
    Answer answer =
        pacer.ask(
            DEVICE,
            () -> {
              pacer.send(datagram(GET), 4, stage, sent::add);
              assertThat(sent).hasSize(1);
              pacer.send(datagram(GET), 1, stage, sent::add);
              assertThat(sent).as("the next one waits").hasSize(1);
              pacer.send(datagram(ACKNOWLEDGEMENT), 1, stage, sent::add);
              assertThat(sent).as("no acknowledgement waits").hasSize(2);
              assertThat(pacer.turn()).isGreaterThan(TimeUnit.SECONDS.toNanos(1));
              return new Answer(205, new Payload(0, new byte[0]), 60, Map.of());
            });
    assertThat(answer.ok()).isTrue();
    sent.clear();
    assertThat(sent.poll(10, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void what_somebody_waits_for_goes_at_once() {
    Pacer pacer = new Pacer(1);

    pacer.send(datagram(GET), 4, stage, sent::add);
    pacer.send(datagram(GET), 4, stage, sent::add);

    assertThat(sent).hasSize(2);
  }
}
