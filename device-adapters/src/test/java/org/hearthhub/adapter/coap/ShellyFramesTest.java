package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.eclipse.californium.core.coap.Message;
import org.eclipse.californium.core.network.serialization.UdpDataParser;
import org.hearthhub.adapter.coap.format.Payload;
import org.hearthhub.adapter.coap.profile.shelly.ShellyProfile;
import org.hearthhub.device.DeviceIdentity;
import org.hearthhub.device.Sighting;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What real devices sent, replayed. */
class ShellyFramesTest extends CoapAdapterTest {
  private final DatagramSocket device = socket();

  @Override
  List<CoapProfile> profiles() {
    return List.of(new ShellyProfile());
  }

  private static DatagramSocket socket() {
    try {
      return new DatagramSocket(0, InetAddress.ofLiteral("127.0.9.40"));
    } catch (IOException noSocket) {
      throw new AssertionError(noSocket);
    }
  }

  @AfterEach
  void unplug() {
    device.close();
  }

  @Test
  void an_announcement_holds_for_the_fifteen_seconds_until_the_next_and_counts_up_by_one()
      throws Exception {
    Announcement first = heard("air-1");

    assertThat(first.identity()).isEqualTo(new DeviceIdentity("coiot", "SHAIR-1#8CAAB506021F"));
    assertThat(first.feed()).isEqualTo("/cit/s");
    assertThat(first.validity()).isEqualTo(Duration.ofSeconds(15));
    assertThat(first.serial()).isEqualTo(OptionalInt.of(2585));
    assertThat(heard("air-2").serial()).isEqualTo(OptionalInt.of(2586));
    assertThat(heard("air-6-minutes-later").serial()).isEqualTo(OptionalInt.of(2611));
  }

  private static Announcement heard(String name) throws IOException {
    Message message = new UdpDataParser().parseMessage(CoiotFrames.named(name));
    return new ShellyProfile()
        .hear(new Overheard(Vendor.options(message), new Payload(-1, message.getPayload())))
        .orElseThrow();
  }

  @Test
  void a_bulb_is_understood_although_its_firmware_forgets_a_comma_and_has_another_too_many()
      throws Exception {
    Thread.ofVirtual().start(() -> describesItself("bulb-describes-itself"));

    adapter.look("127.0.9.40:" + device.getLocalPort());

    Sighting bulb = host.offerAt(device.getLocalPort());
    assertThat(bulb.identity()).isEqualTo(new DeviceIdentity("coiot", "SHBLB-1#0121C8"));
    assertThat(bulb.kind()).isEqualTo(Kind.LIGHT);
    assertThat(bulb.offer().orElseThrow().description().properties().keySet())
        .extracting(AffordanceName::text)
        .contains("on", "red", "green", "blue", "brightness", "colour-temperature", "mode");
  }

  /**
   * Answers a question for its description with a frame, under the number of the question: a Shelly
   * does not give tokens back. To all else it says that it has nothing there.
   */
  private void describesItself(String name) {
    try {
      byte[] frame = CoiotFrames.named(name);
      while (true) {
        var asked = new DatagramPacket(new byte[1500], 1500);
        device.receive(asked);
        ByteBuffer question = ByteBuffer.wrap(asked.getData(), 0, asked.getLength());
        Message request = new UdpDataParser().parseMessage(bytes(question));
        ByteBuffer answer = ByteBuffer.allocate(1500);
        if (request.getOptions().getUriPathString().equals("cit/d")) {
          answer.put((byte) 0x60).put((byte) 0x45).putShort((short) request.getMID());
          answer.put(frame, 4, frame.length - 4);
        } else {
          byte[] token = request.getToken().getBytes();
          answer.put((byte) (0x60 | token.length)).put((byte) 0x84);
          answer.putShort((short) request.getMID()).put(token);
        }
        device.send(
            new DatagramPacket(answer.array(), answer.position(), asked.getSocketAddress()));
      }
    } catch (IOException unplugged) {
      // The test is over.
    }
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
