package org.hearthhub.adapter.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Models of Shelly's first generation, with what each says about itself. */
public enum ShellyModel {
  RELAY("relay"),
  PLUG("plug"),
  TWO_RELAYS("two-relays"),
  ROLLER("roller"),
  DIMMER("dimmer"),
  COLOUR("colour"),
  METER("meter"),
  CLIMATE("climate"),
  DOOR("door"),
  FLOOD("flood"),
  MOTION("motion");

  private final String file;

  ShellyModel(String file) {
    this.file = file;
  }

  /** {@code type}, {@code description} as under /cit/d and {@code status} as under /cit/s. */
  JsonNode document() {
    try (InputStream stream = ShellyModel.class.getResourceAsStream("shelly/" + file + ".json")) {
      if (stream == null) {
        throw new IllegalStateException("the model is missing: " + file);
      }
      return JsonMapper.shared().readTree(stream);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
