package org.hearthhub.adapter.coap.profile.wot;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.hearthhub.adapter.coap.format.Trees;
import org.hearthhub.problem.Problem;
import org.hearthhub.thing.ThingDescription;
import org.hearthhub.thing.ThingJson;

/** Thing Descriptions of strangers. */
final class ThingFuzzTest {
  @FuzzTest(maxDuration = "10m")
  void thing_description(byte[] document) {
    try {
      new ThingReader(Trees.read(document, false), "/td", document.length % 2 == 1)
          .read()
          .ifPresent(
              found -> {
                ThingDescription description = found.description();
                assertThat(description.properties().size())
                    .isLessThanOrEqualTo(ThingDescription.MAX_AFFORDANCES);
                if (found.door().isEmpty()) {
                  assertThat(found.feeds().stream().filter(feed -> feed.event().isPresent()))
                      .hasSize(description.events().size());
                }
                // It is stored as JSON, and read again at the next start.
                assertThat(ThingJson.parseDescription(ThingJson.text(description)))
                    .isEqualTo(description);
              });
    } catch (Problem refused) {
      assertThat(refused.sentence()).isNotBlank();
    }
  }
}
