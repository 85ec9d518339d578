package org.hearthhub.adapter.coap.profile.shelly;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hearthhub.adapter.coap.format.Trees;
import org.hearthhub.problem.Invalid;
import tools.jackson.databind.JsonNode;

/**
 * What a device says about itself under {@code /cit/d}: its blocks, for example {@code relay_0},
 * and the values that it tells of each.
 *
 * @param sensors in the order in which they stand
 */
record CoiotDescription(List<Sensor> sensors) {
  private static final int MOST = 128;

  /**
   * One value.
   *
   * @param id by which {@code /cit/s} names it
   * @param word what it is, for example {@code output}
   * @param unit as the device writes it, for example {@code Wmin}
   * @param range what it can be, for example {@code 0/100} or {@code open/close/stop}; may be empty
   * @param invalid what stands for no value, for example {@code 999}
   * @param block whose value it is, for example {@code relay_0}; may be empty
   */
  record Sensor(
      int id,
      String word,
      Optional<String> unit,
      String range,
      Optional<String> invalid,
      String block) {

    /** The number at the end of the block's name: 0 for {@code relay_0}. */
    int channel() {
      int at = block.lastIndexOf('_');
      String digits = block.substring(at + 1);
      return at < 0 || digits.isEmpty() || digits.length() > 2 || !isNumber(digits)
          ? 0
          : Integer.parseInt(digits);
    }

    /** The block's name without its number: {@code relay}. */
    String blockKind() {
      int at = block.lastIndexOf('_');
      return at < 0 ? block : block.substring(0, at);
    }

    private static boolean isNumber(String digits) {
      return digits.chars().allMatch(c -> c >= '0' && c <= '9');
    }
  }

  CoiotDescription {
    sensors = List.copyOf(sensors);
  }

  /**
   * @throws Invalid if it is no such description
   */
  static CoiotDescription read(byte[] document) {
    JsonNode tree = Trees.read(mended(document), false);
    if (!tree.path("blk").isArray() || !tree.path("sen").isArray()) {
      throw new Invalid("not-coiot", "It sends something else where it should describe itself.");
    }
    Map<Integer, String> blocks = new LinkedHashMap<>();
    for (JsonNode block : tree.path("blk")) {
      if (blocks.size() < MOST) {
        blocks.put(block.path("I").asInt(-1), text(block.path("D")));
      }
    }
    List<Sensor> sensors = new ArrayList<>();
    for (JsonNode sensor : tree.path("sen")) {
      int id = sensor.path("I").asInt(-1);
      if (id >= 0 && sensors.size() < MOST) {
        sensors.add(sensor(id, sensor, blocks));
      }
    }
    return new CoiotDescription(sensors);
  }

  /**
   * Some firmware forgets the comma between two of its values, and has one behind the last. No text
   * of such a document has either in it.
   */
  private static byte[] mended(byte[] document) {
    return new String(document, ISO_8859_1)
        .replace("}{", "},{")
        .replace(",]", "]")
        .getBytes(ISO_8859_1);
  }

  private static Sensor sensor(int id, JsonNode sensor, Map<Integer, String> blocks) {
    JsonNode range = sensor.path("R");
    JsonNode link = sensor.path("L");
    int block = (link.isArray() ? link.path(0) : link).asInt(-1);
    String unit = text(sensor.path("U"));
    return new Sensor(
        id,
        text(sensor.path("D")),
        unit.isEmpty() ? Optional.empty() : Optional.of(unit),
        text(range.isArray() ? range.path(0) : range),
        range.isArray() && range.size() > 1 ? Optional.of(text(range.path(1))) : Optional.empty(),
        blocks.getOrDefault(block, ""));
  }

  private static String text(JsonNode node) {
    String text = node.asString("");
    return text.length() > 100 ? text.substring(0, 100) : text;
  }
}
