package org.hearthhub.web.door;

import java.util.Optional;
import org.hearthhub.problem.Invalid;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON object that somebody sent; reading a field says what was wrong with it.
 *
 * @param tree what was sent
 * @param expected what it should hold, for sentences
 */
public record JsonObject(ObjectNode tree, String expected) {
  /**
   * A text that has to be there.
   *
   * @throws Invalid if it is not, or is longer than {@code longest}
   */
  public String text(String name, int longest) {
    return optionalText(name, longest)
        .orElseThrow(
            () ->
                new Invalid(
                    "missing-" + name,
                    "\"%s\" is missing; expected %s.".formatted(name, expected)));
  }

  /** A text that may be left out or null. */
  public Optional<String> optionalText(String name, int longest) {
    JsonNode value = tree.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isString()) {
      throw new Invalid(
          "bad-" + name, "\"%s\" has to be a text, written in double quotes.".formatted(name));
    }
    String text = value.stringValue();
    if (text.codePointCount(0, text.length()) > longest) {
      throw new Invalid(
          "bad-" + name, "\"%s\" has at most %d characters.".formatted(name, longest));
    }
    return Optional.of(text);
  }

  /**
   * A whole number that has to be there.
   *
   * @throws Invalid if it is not, or does not fit
   */
  public int number(String name) {
    JsonNode value = tree.path(name);
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw new Invalid("bad-" + name, "\"%s\" has to be a whole number.".formatted(name));
    }
    return value.intValue();
  }

  /**
   * True or false, which may be left out.
   *
   * @throws Invalid if it is something else
   */
  public Optional<Boolean> optionalTruth(String name) {
    JsonNode value = tree.path(name);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isBoolean()) {
      throw new Invalid("bad-" + name, "\"%s\" has to be true or false.".formatted(name));
    }
    return Optional.of(value.booleanValue());
  }

  /** Whether the field was sent, be it null. */
  public boolean has(String name) {
    return tree.has(name);
  }
}
