package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProtocolStageTest {
  /** Californium handles a datagram in two steps, each handed in anew. */
  @Test
  void what_one_device_sends_stays_in_order_through_all_steps() throws Exception {
    int messages = 20_000;
    List<Integer> done = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch all = new CountDownLatch(messages);
    ProtocolStage stage = new ProtocolStage("test", 4);
    try {
      stage.receivingFrom(new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_001));
      for (int i = 0; i < messages; i++) {
        int message = i;
        stage.execute(
            () ->
                stage.execute(
                    () -> {
                      done.add(message);
                      all.countDown();
                    }));
      }
      assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
    } finally {
      stage.shutdownNow();
    }
    assertThat(done).isEqualTo(IntStream.range(0, messages).boxed().toList());
  }

  @Test
  void what_is_received_waits_for_room() throws Exception {
    ProtocolStage stage = new ProtocolStage("test", 1);
    CountDownLatch open = new CountDownLatch(1);
    CountDownLatch all = new CountDownLatch(3000);
    try {
      Thread receiver =
          Thread.ofPlatform()
              .name("receiver")
              .start(
                  () -> {
                    stage.receivingFrom(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_001));
                    for (int i = 0; i < 3000; i++) {
                      stage.execute(
                          () -> {
                            await(open);
                            all.countDown();
                          });
                    }
                  });
      assertThat(receiver.join(Duration.ofMillis(200))).isFalse();
      open.countDown();
      assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(stage.dropped()).isZero();
    } finally {
      stage.shutdownNow();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
