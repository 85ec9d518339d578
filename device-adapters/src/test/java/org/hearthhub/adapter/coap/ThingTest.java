package org.hearthhub.adapter.coap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.hearthhub.device.CommandOutcome;
import org.hearthhub.device.DeviceIdentity;
import org.hearthhub.device.Sighting;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DataType;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Kind;
import org.hearthhub.thing.Value;
import org.junit.jupiter.api.Test;

class ThingTest extends CoapAdapterTest {
  private static final String LAMP =
      """
      {"@context": "https://www.w3.org/2022/wot/td/v1.1", "id": "urn:example:lamp-7",
       "title": "Desk lamp", "@type": "Light", "security": "nosec_sc",
       "securityDefinitions": {"nosec_sc": {"scheme": "nosec"}},
       "description": "PADDING",
       "properties": {
         "on": {"type": "boolean", "@type": "OnOffProperty", "observable": true, "forms": [
           {"href": "on", "op": ["readproperty"], "contentType": "application/json"},
           {"href": "on", "op": "writeproperty", "cov:method": "PUT"},
           {"href": "coap://198.51.100.9/on", "op": ["observeproperty"], "subprotocol": "cov:observe"}]},
         "light level": {"type": "integer", "unit": "%", "minimum": 0, "maximum": 100,
           "forms": [{"href": "/level", "contentType": "application/cbor"}]},
         "web": {"type": "string", "forms": [{"href": "http://198.51.100.9/web"}]}},
       "actions": {"blink": {"forms": [{"href": "/blink"}]},
                   "dim": {"forms": [{"href": "/level", "cov:method": "PUT"}]}}}
      """;

  private TestDevice lamp(String padding) throws Exception {
    return given(
        it -> {
          it.wellKnown("wot", 432, LAMP.replace("PADDING", padding).getBytes(UTF_8), "wot.thing");
          it.cell("on", 50, "false".getBytes(UTF_8)).takesWrites = true;
          it.cell("level", 60, new byte[] {0x18, 0x32}).takesWrites = true;
        });
  }

  @Test
  void a_thing_that_describes_itself_is_known_by_its_id() throws Exception {
    Sighting sighting = lookAt(lamp("bright"));

    assertThat(sighting.identity()).isEqualTo(new DeviceIdentity("td", "urn:example:lamp-7"));
    assertThat(sighting.title()).isEqualTo("Desk lamp");
    assertThat(sighting.kind()).isEqualTo(Kind.LIGHT);
    assertThat(sighting.why()).endsWith("known again by its own description");
    var properties = sighting.offer().orElseThrow().description().properties();
    assertThat(properties)
        .containsOnlyKeys(AffordanceName.of("on"), AffordanceName.of("light-level"));
    assertThat(properties.values())
        .extracting(property -> property.schema().type())
        .containsExactly(DataType.BOOLEAN, DataType.INTEGER);
  }

  @Test
  void its_properties_are_read_observed_and_written_in_their_formats() throws Exception {
    TestDevice lamp = lamp("bright");
    DeviceId id = accept(lamp);
    host.reading(id, "on", Value.of(false));
    host.reading(id, "light-level", Value.of(50));

    lamp.cell("on").set("true");
    host.reading(id, "on", Value.of(true));

    assertThat(adapter.write(id, AffordanceName.of("light-level"), Value.of(70), PATIENCE))
        .isEqualTo(new CommandOutcome.Confirmed(Optional.of(Value.of(70))));
    assertThat(lamp.cell("level").payload).containsExactly(0x18, 70);
  }

  @Test
  void a_description_of_20_kilobytes_comes_block_by_block() throws Exception {
    TestDevice lamp = lamp("long ".repeat(4000));

    assertThat(lookAt(lamp).title()).isEqualTo("Desk lamp");
  }

  @Test
  void a_description_beyond_all_bounds_is_not_taken() throws Exception {
    TestDevice lamp = lamp("long ".repeat(55_000)); // 275 kB

    adapter.look(lamp.address());
    TestDevice other = given(it -> it.text("temperature", "20"));
    lookAt(other);

    assertThat(host.inboxSoFar()).noneMatch(one -> one.title().equals("Desk lamp"));
  }

  @Test
  void an_action_is_invoked_and_a_missing_one_is_refused() throws Exception {
    TestDevice lamp = lamp("bright");
    DeviceId id = accept(lamp);
    host.reading(id, "on", Value.of(false));

    assertThat(adapter.invoke(id, AffordanceName.of("blink"), Optional.empty(), PATIENCE))
        .isEqualTo(
            new CommandOutcome.Refused("The device says that it no longer offers that (4.04)."));
    assertThat(adapter.invoke(id, AffordanceName.of("dim"), Optional.of(Value.of(30)), PATIENCE))
        .isEqualTo(new CommandOutcome.Confirmed(Optional.empty()));
    assertThat(lamp.cell("level").puts).hasValue(1);
    assertThat(adapter.invoke(id, AffordanceName.of("fly"), Optional.empty(), PATIENCE))
        .isEqualTo(new CommandOutcome.Refused("The device does not offer this."));
  }
}
