package org.hearthhub.adapter.coap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.californium.core.CoapResponse;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Response;
import org.hearthhub.adapter.coap.format.SenmlRecord;
import org.hearthhub.adapter.coap.format.SenmlWriter;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.Value;
import org.junit.jupiter.api.Test;

class ReportTest extends CoapAdapterTest {
  private DeviceId registered(TestDevice device) throws Exception {
    device.register(adapter.port(), "meter-1");
    DeviceId id = accept(host.sightingOf("ep"));
    host.anyReading(id, "energy");
    return id;
  }

  private TestDevice meter() throws Exception {
    return given(it -> it.text("energy", "1"));
  }

  private ResponseCode push(TestDevice device, String query, String pack) throws Exception {
    return device.report(adapter.port(), query, 110, pack.getBytes(UTF_8)).getCode();
  }

  @Test
  void a_push_of_a_device_of_this_home_is_stored_and_then_answered() throws Exception {
    TestDevice device = meter();
    DeviceId id = registered(device);

    assertThat(push(device, "?ep=meter-1", "[{\"n\":\"energy\",\"u\":\"kWh\",\"v\":12.5}]"))
        .isEqualTo(ResponseCode.CHANGED);
    host.reading(id, "energy", Value.of(12.5));
    assertThat(push(device, "", "[{\"bn\":\"meter-1/\",\"n\":\"energy\",\"v\":13.5}]"))
        .isEqualTo(ResponseCode.CHANGED);
    host.reading(id, "energy", Value.of(13.5));
    byte[] cbor = SenmlWriter.write(List.of(SenmlRecord.of("energy", Value.of(14.5))), 112);
    assertThat(device.report(adapter.port(), "", 112, cbor).getCode())
        .isEqualTo(ResponseCode.CHANGED);
    host.reading(id, "energy", Value.of(14.5));
  }

  @Test
  void it_is_answered_only_after_the_commit() throws Exception {
    TestDevice device = meter();
    DeviceId id = registered(device);
    CompletableFuture<Void> commit = new CompletableFuture<>();
    host.commitWith(commit);

    CompletableFuture<CoapResponse> answer = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                answer.complete(
                    device.report(
                        adapter.port(), "", 110, "[{\"n\":\"energy\",\"v\":7}]".getBytes(UTF_8)));
              } catch (Exception failed) {
                answer.completeExceptionally(failed);
              }
            });
    host.reading(id, "energy", Value.of(7));
    assertThat(answer).isNotDone();
    commit.complete(null);

    assertThat(answer.get().getCode()).isEqualTo(ResponseCode.CHANGED);
  }

  @Test
  void a_push_that_cannot_be_stored_is_told_to_come_again() throws Exception {
    TestDevice device = meter();
    registered(device);
    host.breakStore();

    CoapResponse response =
        device.report(adapter.port(), "", 110, "[{\"n\":\"energy\",\"v\":1}]".getBytes(UTF_8));

    assertThat(response.getCode()).isEqualTo(ResponseCode.SERVICE_UNAVAILABLE);
    assertThat(response.getOptions().getMaxAge()).isEqualTo(5);
  }

  @Test
  void strangers_and_rubbish_get_short_answers() throws Exception {
    TestDevice stranger = meter();
    assertThat(push(stranger, "", "[{\"n\":\"energy\",\"v\":1}]"))
        .isEqualTo(ResponseCode.NOT_FOUND);

    TestDevice device = meter();
    registered(device);
    assertThat(push(device, "", "[{]")).isEqualTo(ResponseCode.BAD_REQUEST);
    assertThat(push(device, "", "[{\"n\":\"other\",\"v\":1}]")).isEqualTo(ResponseCode.BAD_REQUEST);
    assertThat(push(device, "", "[{\"n\":\"energy\",\"vs\":\"many\"}]"))
        .isEqualTo(ResponseCode.BAD_REQUEST);
    CoapResponse text = device.report(adapter.port(), "", 0, "5".getBytes(UTF_8));
    assertThat(text.getCode()).isEqualTo(ResponseCode.UNSUPPORTED_CONTENT_FORMAT);
    assertThat(text.getPayload()).hasSizeLessThan(100);
    CoapResponse huge = device.report(adapter.port(), "", 110, new byte[3_000_000 / 12]);
    assertThat(huge.getCode()).isEqualTo(ResponseCode.REQUEST_ENTITY_TOO_LARGE);
  }

  @Test
  void whoever_pushes_under_a_name_from_elsewhere_learns_not_whether_it_is_there()
      throws Exception {
    DeviceId id = registered(meter());

    try (Stranger stranger = new Stranger("127.0.5.2", adapter.port())) {
      Response ofNobody = answer(stranger, "?ep=meter-2");

      assertThat(ofNobody.getCode()).isEqualTo(ResponseCode.NOT_FOUND);
      assertThat(ofNobody.getPayloadString()).contains("Register first.");
      for (String query : List.of("?ep=meter-1", "")) {
        Response answer = answer(stranger, query);
        assertThat(answer.getCode()).as(query).isEqualTo(ofNobody.getCode());
        assertThat(answer.getPayload()).as(query).isEqualTo(ofNobody.getPayload());
        assertThat(answer.getOptions()).as(query).hasToString(ofNobody.getOptions().toString());
      }
    }
    assertThat(host.valuesSoFar(id)).doesNotContain(Value.of(99));
  }

  private static Response answer(Stranger stranger, String query) throws Exception {
    byte[] pack = "[{\"n\":\"energy\",\"v\":99}]".getBytes(UTF_8);
    stranger.send(CoAP.Type.NON, CoAP.Code.POST, "/report" + query, pack, 110);
    return stranger.nextAnswer();
  }

  @Test
  void what_was_answered_leaves_nothing_behind() throws Exception {
    try (Stranger stranger = new Stranger("127.0.5.1", adapter.port())) {
      for (int i = 0; i < 300; i++) {
        stranger.send(CoAP.Type.NON, CoAP.Code.POST, "/report", new byte[400], 0);
        assertThat(stranger.nextAnswer().getCode())
            .isEqualTo(ResponseCode.UNSUPPORTED_CONTENT_FORMAT);
      }
    }

    assertThat(adapter.timers()).isLessThan(100);
  }

  @Test
  void a_plausible_time_of_the_device_is_kept_and_another_is_not() throws Exception {
    TestDevice device = meter();
    DeviceId id = registered(device);
    long anHourAgo = Instant.now().getEpochSecond() - 3600;

    push(device, "", "[{\"n\":\"energy\",\"v\":21,\"t\":" + anHourAgo + "}]");
    push(device, "", "[{\"n\":\"energy\",\"v\":22,\"t\":315532800}]");

    assertThat(host.reading(id, "energy", Value.of(21)).deviceTime())
        .contains(Instant.ofEpochSecond(anHourAgo));
    Reading off = host.reading(id, "energy", Value.of(22));
    assertThat(off.deviceTime()).isEmpty();
    assertThat(off.time()).isAfter(Instant.now().minusSeconds(60));
  }
}
