package org.hearthhub.adapter.coap.profile.senml;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hearthhub.adapter.coap.format.ContentFormat;
import org.hearthhub.adapter.coap.format.Payload;
import org.hearthhub.adapter.coap.format.Senml;
import org.hearthhub.adapter.coap.format.SenmlRecord;
import org.hearthhub.adapter.coap.format.Trees;
import org.hearthhub.adapter.coap.format.Utf8;
import org.hearthhub.adapter.coap.format.Values;
import org.hearthhub.problem.Invalid;
import org.hearthhub.thing.DataType;
import org.hearthhub.thing.Value;
import tools.jackson.databind.JsonNode;

/**
 * A value that was found in a resource's payload.
 *
 * @param name what it might be called
 * @param key where in the payload it is; see {@link Keys}
 * @param writeKey the key for writing it
 */
record Finding(String name, String key, String writeKey, Value value, Optional<String> unit) {
  private static final int MOST_MEMBERS = 32;

  /**
   * All values in a payload.
   *
   * @throws org.hearthhub.problem.Problem if it cannot be understood
   */
  static List<Finding> in(Payload payload, String path) {
    return switch (payload.format()) {
      case ContentFormat.SENML_JSON, ContentFormat.SENML_CBOR -> inPack(payload, path);
      case ContentFormat.JSON, ContentFormat.CBOR -> inTree(payload, path);
      case ContentFormat.TEXT -> List.of(inText(payload, path));
      default -> List.of();
    };
  }

  private static List<Finding> inPack(Payload payload, String path) {
    List<SenmlRecord> records =
        Senml.read(payload.bytes(), payload.format(), java.time.Instant.EPOCH);
    int common = records.isEmpty() ? 0 : commonPrefix(records);
    List<Finding> findings = new ArrayList<>();
    for (SenmlRecord record : records) {
      String rest = record.name().substring(common);
      boolean says = rest.chars().anyMatch(Character::isLetter);
      boolean again = findings.stream().anyMatch(one -> one.key().equals(record.name()));
      if (record.held().isPresent() && !again) {
        findings.add(
            new Finding(
                says || records.size() > 1 ? rest : path,
                record.name(),
                record.name(),
                record.held().get(),
                record.unit()));
      }
    }
    return findings;
  }

  /** How much of all names is the device's own, up to the last slash or colon. */
  private static int commonPrefix(List<SenmlRecord> records) {
    String first = records.getFirst().name();
    int common = first.length();
    for (SenmlRecord record : records) {
      String name = record.name();
      int same = 0;
      while (same < Math.min(common, name.length()) && name.charAt(same) == first.charAt(same)) {
        same++;
      }
      common = same;
    }
    String shared = first.substring(0, common);
    return Math.max(shared.lastIndexOf('/'), shared.lastIndexOf(':')) + 1;
  }

  private static List<Finding> inTree(Payload payload, String path) {
    JsonNode tree = Trees.read(payload.bytes(), payload.format() == ContentFormat.CBOR);
    if (!tree.isObject()) {
      return List.of(
          new Finding(path, Keys.WHOLE, Keys.WHOLE, Values.ofNode(tree), Optional.empty()));
    }
    List<Finding> findings = new ArrayList<>();
    for (String member : tree.propertyNames()) {
      JsonNode node = tree.path(member);
      if (node.isValueNode() && !node.isNull() && findings.size() < MOST_MEMBERS) {
        String key = Keys.ofMember(member);
        findings.add(new Finding(member, key, key, Values.ofNode(node), Optional.empty()));
      }
    }
    return findings;
  }

  private static Finding inText(Payload payload, String path) {
    String text = Utf8.text(payload.bytes()).strip();
    if (text.chars().anyMatch(c -> Character.isISOControl(c) && !Character.isWhitespace(c))) {
      throw new Invalid("not-text", "It sends bytes where it promised text.");
    }
    Values.Said said = Values.ofText(text);
    String lower = text.length() > 3 ? "" : text.toLowerCase(Locale.ROOT);
    boolean onOff = lower.equals("on") || lower.equals("off");
    return new Finding(
        path,
        Keys.WHOLE,
        onOff ? Keys.ON_OFF : Keys.WHOLE,
        said.value(),
        said.unit().map(Finding::senml));
  }

  /** Units as people write them, in the words of SenML. */
  private static String senml(String written) {
    return switch (written) {
      case "C", "°C", "℃", "degC" -> "Cel";
      case "F", "°F" -> "degF";
      case "%rH", "%rh" -> "%RH";
      case "lux" -> "lx";
      default -> written;
    };
  }

  DataType type() {
    return Values.typeOf(value);
  }

  boolean couldBeTruth() {
    return value instanceof Value.Num(double number) && (number == 0 || number == 1);
  }

  /** The name as people read it: {@code flowTemperature} is Flow temperature. */
  String title() {
    String spaced =
        Utf8.cut(name, 100)
            .replaceAll("([a-z0-9])([A-Z])", "$1 $2")
            .replaceAll("[^\\p{L}\\p{N}%]+", " ")
            .strip()
            .toLowerCase(Locale.ROOT);
    return spaced.isEmpty()
        ? "Value"
        : spaced.substring(0, 1).toUpperCase(Locale.ROOT) + spaced.substring(1);
  }
}
