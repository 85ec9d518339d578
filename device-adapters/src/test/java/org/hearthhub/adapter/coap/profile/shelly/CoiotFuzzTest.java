package org.hearthhub.adapter.coap.profile.shelly;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.hearthhub.adapter.coap.Feed;
import org.hearthhub.adapter.coap.Overheard;
import org.hearthhub.adapter.coap.format.ContentFormat;
import org.hearthhub.adapter.coap.format.Payload;
import org.hearthhub.problem.Problem;

/** Descriptions, statuses and options of CoIoT, as anybody may send them. */
final class CoiotFuzzTest {
  @FuzzTest(maxDuration = "10m")
  void description_and_status(FuzzedDataProvider data) {
    ShellyProfile profile = new ShellyProfile();
    byte[] status = data.consumeBytes(2000);
    byte[] description = data.consumeRemainingAsBytes();
    try {
      new ShellyReader(
              new CoiotOptions.Who("SHSW-1", "A1B2C3"), CoiotDescription.read(description), 80)
          .read()
          .ifPresent(
              found -> {
                for (Feed feed : found.feeds()) {
                  profile.read(feed, new Payload(ContentFormat.NONE, status), Instant.EPOCH);
                }
              });
    } catch (Problem refused) {
      assertThat(refused.sentence()).isNotBlank();
    }
  }

  @FuzzTest(maxDuration = "10m")
  void options(FuzzedDataProvider data) {
    Map<Integer, byte[]> options =
        Map.of(
            CoiotOptions.DEVICE,
            data.consumeString(60).getBytes(StandardCharsets.UTF_8),
            CoiotOptions.VALIDITY,
            data.consumeBytes(8),
            CoiotOptions.SERIAL,
            data.consumeBytes(8));
    new ShellyProfile()
        .hear(new Overheard(options, new Payload(ContentFormat.NONE, new byte[0])))
        .ifPresent(
            announced -> {
              assertThat(announced.validity()).isPositive();
              assertThat(announced.identity().value()).contains("#");
            });
  }
}
