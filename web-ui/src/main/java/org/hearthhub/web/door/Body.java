package org.hearthhub.web.door;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.TooMuch;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Request bodies, read as a stranger's. */
public final class Body {
  private Body() {}

  /**
   * The JSON object that was sent.
   *
   * @param expected what it should have held, for the sentence, for example {@code "title" and
   *     "room"}
   */
  public static JsonObject object(Context context, String expected) {
    return object(value(context, "a JSON object with " + expected), expected);
  }

  /** As {@link #object(Context, String)}, of what was read before. */
  public static JsonObject object(JsonNode tree, String expected) {
    if (tree instanceof ObjectNode object) {
      return new JsonObject(object, expected);
    }
    throw new Invalid(
        "not-an-object", "Expected a JSON object with %s, for example {…}.".formatted(expected));
  }

  /**
   * The JSON value that was sent.
   *
   * @param expected what it should have been, for the sentence
   */
  public static JsonNode value(Context context, String expected) {
    return optionalValue(context, expected)
        .orElseThrow(
            () -> new Invalid("empty-body", "The request has no body; expected " + expected + "."));
  }

  /** The JSON value that was sent; empty when the body is. */
  public static Optional<JsonNode> optionalValue(Context context, String expected) {
    byte[] bytes = read(context);
    if (bytes.length == 0) {
      return Optional.empty();
    }
    requireJson(context);
    try {
      JsonNode tree = Json.parse(utf8(bytes));
      if (tree.isMissingNode()) {
        return Optional.empty();
      }
      return Optional.of(tree);
    } catch (StreamConstraintsException tooMuch) {
      throw new Invalid(
          "json-too-deep",
          "The JSON is nested more than %d deep or holds a number that is too long."
              .formatted(Limits.JSON_DEPTH));
    } catch (JacksonException notJson) {
      throw new Invalid(
          "not-json",
          "The body is not one valid JSON value (duplicate names are not valid); expected %s."
              .formatted(expected));
    }
  }

  private static void requireJson(Context context) {
    String sent = String.valueOf(context.req().getContentType());
    String mediaType = sent.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!mediaType.equals("application/json")) {
      throw new HttpProblem(
          new ProblemDocument(
              "wrong-content-type",
              415,
              "Send the body as JSON, with 'Content-Type: application/json'."));
    }
  }

  private static String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notUtf8) {
      throw new Invalid("not-utf-8", "The body is not valid UTF-8 text.");
    }
  }

  private static byte[] read(Context context) {
    if (context.req().getContentLengthLong() > Limits.BODY) {
      throw tooLarge();
    }
    Optional<GuestEndPoint> guest = Door.guest(context.req());
    Object key = new Object();
    guest.ifPresent(each -> each.bodyBegan(key));
    try (InputStream stream = context.req().getInputStream()) {
      byte[] bytes = stream.readNBytes(Limits.BODY + 1);
      if (bytes.length > Limits.BODY) {
        throw tooLarge();
      }
      return bytes;
    } catch (IOException hungUp) {
      throw new HttpProblem(
          new ProblemDocument("hung-up", 400, "The request body did not arrive as a whole."));
    } finally {
      guest.ifPresent(each -> each.bodyEnded(key));
    }
  }

  private static TooMuch tooLarge() {
    return TooMuch.large(
        "body-too-large", "A request body has at most %d kB.".formatted(Limits.BODY / 1024));
  }
}
