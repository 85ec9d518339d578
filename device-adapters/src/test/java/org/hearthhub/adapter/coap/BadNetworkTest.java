package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.EmptyMessage;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.network.serialization.UdpDataSerializer;
import org.eclipse.californium.elements.UdpEndpointContext;
import org.hearthhub.device.AttachedDevice;
import org.hearthhub.device.DeviceIdentity;
import org.hearthhub.device.DeviceStatus;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DataType;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.ThingDescription;
import org.hearthhub.thing.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BadNetworkTest extends CoapAdapterTest {
  private final RawDevice device;

  BadNetworkTest() throws Exception {
    device = new RawDevice();
  }

  @AfterEach
  void end() {
    device.close();
  }

  /** Long silences, so that nothing is asked again while the test sends its datagrams. */
  @Override
  CoapSettings settings() {
    return CoapSettings.loopback().withGroupPort(0);
  }

  private DeviceId observed() {
    adapter.look("127.0.0.1:" + device.port());
    DeviceId id = accept(host.sightingAt(device.port()));
    host.reading(id, "t", Value.of(100));
    return id;
  }

  @Test
  void a_notification_that_comes_twice_counts_once_and_is_acknowledged_twice() throws Exception {
    DeviceId id = observed();

    device.notify(11, 501, "1");
    EmptyMessage first = device.nextAcknowledgement();
    device.notify(11, 501, "1"); // as if that had been lost
    EmptyMessage second = device.nextAcknowledgement();
    device.notify(12, 502, "2");
    host.reading(id, "t", Value.of(2));

    assertThat(first.getType()).isEqualTo(CoAP.Type.ACK);
    assertThat(second.getMID()).isEqualTo(first.getMID()).isEqualTo(501);
    assertThat(host.valuesSoFar(id)).containsExactly(Value.of(100), Value.of(1), Value.of(2));
  }

  @Test
  void a_notification_that_was_overtaken_is_passed_over() throws Exception {
    DeviceId id = observed();

    device.notify(20, 601, "3");
    host.reading(id, "t", Value.of(3));
    device.notify(19, 602, "2");
    assertThat(device.nextAcknowledgement().getMID()).isEqualTo(601);
    assertThat(device.nextAcknowledgement().getMID()).isEqualTo(602);
    device.notify(21, 603, "4");
    host.reading(id, "t", Value.of(4));

    assertThat(host.valuesSoFar(id)).containsExactly(Value.of(100), Value.of(3), Value.of(4));
  }

  @Test
  void an_event_that_comes_twice_happened_once_and_an_overtaken_one_is_passed_over()
      throws Exception {
    AffordanceName rung = AffordanceName.of("rung");
    DeviceId id = DeviceId.random();
    adapter.attach(
        new AttachedDevice(
            id,
            new DeviceIdentity("td", "urn:example:bell"),
            new ThingDescription("Bell", List.of(), Map.of()),
            new DeviceLink(
                    "wot",
                    HomeAddress.parse("127.0.0.1:" + device.port()),
                    Duration.ZERO,
                    List.of(
                        Feed.of(
                            new Feed.Event(rung, "rung", Optional.of(DataType.STRING)),
                            "/rung",
                            0)),
                    List.of())
                .text()));
    host.status(id, DeviceStatus.State.ONLINE);

    device.notify(11, 701, "once");
    device.nextAcknowledgement();
    device.notify(11, 701, "once"); // as if that had been lost
    device.nextAcknowledgement();
    device.notify(13, 702, "newer");
    host.happened(id, "rung", 2);
    device.notify(12, 703, "overtaken");
    device.notify(14, 704, "newest");

    assertThat(host.happened(id, "rung", 3))
        .containsExactly(
            Optional.of(Value.of("once")),
            Optional.of(Value.of("newer")),
            Optional.of(Value.of("newest")));
  }

  @Test
  void a_question_with_the_number_of_a_notification_is_answered() throws Exception {
    DeviceId id = observed();
    device.notify(11, 501, "1");
    assertThat(device.nextAcknowledgement().getMID()).isEqualTo(501);

    Request question = Request.newGet();
    question.setMID(501);
    question.setToken(new byte[] {1});
    question.setDestinationContext(
        new UdpEndpointContext(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), adapter.port())));
    question.getOptions().setUriPath(".well-known/core");
    device.send(new UdpDataSerializer().serializeRequest(question).getBytes(), adapter.port());

    assertThat(device.nextAnswer().getToken()).isEqualTo(question.getToken());
    device.notify(12, 502, "2");
    host.reading(id, "t", Value.of(2));
  }

  @Test
  void random_datagrams_do_no_harm() throws Exception {
    DeviceId id = observed();
    Random random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = new byte[random.nextInt(80)];
      random.nextBytes(bytes);
      if (bytes.length > 0 && i % 2 == 0) {
        bytes[0] = (byte) (0x40 | (bytes[0] & 0x3f)); // at least the version is right
      }
      device.send(bytes, adapter.port());
    }

    assertThat(device.notifyReliably(30, 701, "5").getType()).isEqualTo(CoAP.Type.ACK);
    host.reading(id, "t", Value.of(5));
  }

  @Test
  void a_device_that_was_removed_is_told_with_a_reset() throws Exception {
    DeviceId id = observed();
    adapter.detach(id);
    device.awaitFarewell();

    EmptyMessage answer = device.notifyReliably(31, 801, "6");

    assertThat(answer.getType()).isEqualTo(CoAP.Type.RST);
    assertThat(host.valuesSoFar(id)).containsExactly(Value.of(100));
  }
}
