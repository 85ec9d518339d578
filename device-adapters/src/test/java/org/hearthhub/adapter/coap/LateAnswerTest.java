package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.hearthhub.device.CommandOutcome;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Value;
import org.junit.jupiter.api.Test;

/** Commands whose acknowledgement is lost or whose answer comes by itself, and bodies too large. */
class LateAnswerTest extends CoapAdapterTest {
  private static final String DIMMER =
      "</level>;rt=\"oic.r.light.dimming\";if=\"core.a\";ct=0;obs;title=\"Level\"";
  private static final AffordanceName LEVEL = AffordanceName.of("level");

  private DeviceId observed(RawDevice device) {
    adapter.look("127.0.0.1:" + device.port());
    DeviceId id = accept(host.offerAt(device.port()));
    host.anyReading(id, "level");
    return id;
  }

  @Test
  void a_command_whose_acknowledgement_is_lost_is_repeated_and_done_once() throws Exception {
    try (RawDevice device = new RawDevice(DIMMER)) {
      DeviceId id = observed(device);
      device.answersWrites(RawDevice.Answering.NOT_THE_FIRST_TIME);

      CommandOutcome outcome = adapter.write(id, LEVEL, Value.of(40), PATIENCE);

      assertThat(outcome).isEqualTo(new CommandOutcome.Confirmed(Optional.of(Value.of(40))));
      assertThat(device.writesHeard()).isGreaterThan(1);
      assertThat(device.writesDone()).isEqualTo(1);
    }
  }

  @Test
  void an_answer_that_comes_late_and_by_itself_is_acknowledged_and_taken() throws Exception {
    try (RawDevice device = new RawDevice(DIMMER)) {
      DeviceId id = observed(device);
      device.answersWrites(RawDevice.Answering.LATE);

      CommandOutcome outcome = adapter.write(id, LEVEL, Value.of(60), PATIENCE);

      assertThat(outcome).isEqualTo(new CommandOutcome.Confirmed(Optional.of(Value.of(60))));
      assertThat(device.nextAcknowledgement().getType()).isEqualTo(CoAP.Type.ACK);
      assertThat(device.writesDone()).isEqualTo(1);
    }
  }

  @Test
  void a_push_of_megabytes_is_turned_away_and_the_next_one_is_taken() throws Exception {
    TestDevice device = given(it -> it.text("temperature", "20"));
    DeviceId id = accept(device);
    host.anyReading(id, "temperature");

    assertThat(device.report(adapter.port(), "", 110, new byte[3_000_000]).getCode())
        .isEqualTo(ResponseCode.REQUEST_ENTITY_TOO_LARGE);

    byte[] pack =
        "[{\"n\":\"temperature\",\"v\":21}]".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    assertThat(device.report(adapter.port(), "", 110, pack).getCode())
        .isEqualTo(ResponseCode.CHANGED);
    host.reading(id, "temperature", Value.of(21));
  }
}
