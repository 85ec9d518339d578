package org.hearthhub.thing;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.ValidationLimitExceededException;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import org.hearthhub.problem.Invalid;
import org.hearthhub.thing.Value.Bool;
import org.hearthhub.thing.Value.Num;
import org.hearthhub.thing.Value.Structure;
import org.hearthhub.thing.Value.Text;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Holds a value against the schema of its property or action, by JSON Schema. Thread-safe.
 *
 * <p>Type, range, step and list of a plain value are checked here, because the answer is a sentence
 * for a person and because nearly every command needs no more; the JSON Schema library comes in for
 * everything beyond, and is only loaded then. Compiled schemas are not kept: they compile in
 * microseconds and come from strangers.
 */
public final class SchemaValidation {
  private static final int LISTED = 12;

  private SchemaValidation() {}

  /** Loaded with the first schema that needs it. Fetches nothing, remembers nothing. */
  private static final class Library {
    static final SchemaRegistry REGISTRY =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_7,
            registry ->
                registry
                    .schemaCacheEnabled(false)
                    .schemaLoader(
                        loader -> loader.fetchRemoteResources(false).block(address -> true)));
  }

  /**
   * @param what names the thing the value is for, in the sentence, for example {@code Brightness}
   * @throws Invalid saying what is wrong and what is allowed
   */
  public static void check(DataSchema schema, Value value, String what) {
    checkType(schema.type(), value, what);
    if (value instanceof Num(double number)) {
      checkRange(schema, number, what);
    }
    if (!schema.enumeration().isEmpty() && !schema.enumeration().contains(value)) {
      throw wrong(what + " must be one of: " + listed(schema.enumeration()) + ".");
    }
    if (!schema.further().equals("{}")) {
      checkFurther(schema, value, what);
    }
  }

  /**
   * Whether a value is of the type at all. A number with a fraction passes for an integer here: it
   * is a device's own reading, and losing it would help nobody.
   */
  public static boolean isOfType(DataType type, Value value) {
    return switch (type) {
      case ANY -> true;
      case BOOLEAN -> value instanceof Bool;
      case INTEGER, NUMBER -> value instanceof Num;
      case STRING -> value instanceof Text;
      case OBJECT -> value instanceof Structure(String json) && json.startsWith("{");
      case ARRAY -> value instanceof Structure(String json) && json.startsWith("[");
    };
  }

  private static void checkType(DataType type, Value value, String what) {
    boolean fits =
        isOfType(type, value)
            && !(type == DataType.INTEGER
                && value instanceof Num(double number)
                && number != Math.rint(number));
    if (!fits) {
      throw wrong(
          what
              + switch (type) {
                case ANY -> " must have a value.";
                case BOOLEAN -> " must be true or false.";
                case INTEGER -> " must be a whole number.";
                case NUMBER -> " must be a number.";
                case STRING -> " must be a text.";
                case OBJECT -> " must be a JSON object.";
                case ARRAY -> " must be a JSON array.";
              });
    }
  }

  private static void checkRange(DataSchema schema, double number, String what) {
    boolean low = schema.minimum().isPresent() && number < schema.minimum().get();
    boolean high = schema.maximum().isPresent() && number > schema.maximum().get();
    if (low || high) {
      throw wrong(
          what
              + " must be "
              + schema
                  .minimum()
                  .map(
                      least ->
                          schema
                              .maximum()
                              .map(most -> "between " + plain(least) + " and " + plain(most))
                              .orElse("at least " + plain(least)))
                  .orElseGet(() -> "at most " + plain(schema.maximum().orElse(0d)))
              + ".");
    }
    if (schema.multipleOf().isPresent() && !isMultiple(number, schema.multipleOf().get())) {
      throw wrong(what + " goes in steps of " + plain(schema.multipleOf().get()) + ".");
    }
  }

  /** In decimals, as people and JSON write them: 21.3 is a multiple of 0.1. */
  private static boolean isMultiple(double number, double step) {
    // An exponent far apart would make the remainder a number of thousands of digits.
    if (step <= 0 || Math.abs(number) / step > 1e15) {
      return true;
    }
    return BigDecimal.valueOf(number).remainder(BigDecimal.valueOf(step)).signum() == 0;
  }

  private static void checkFurther(DataSchema schema, Value value, String what) {
    List<Error> errors;
    try {
      errors =
          Library.REGISTRY
              .getSchema(SchemaJson.writeRules(JsonNodeFactory.instance.objectNode(), schema))
              .validate(
                  ThingJson.write(value),
                  execution ->
                      execution.executionConfig(
                          config ->
                              config
                                  .failFast(true)
                                  .maxEvaluationSteps(10_000)
                                  .maxEvaluationDepth(100)));
    } catch (SchemaException | ValidationLimitExceededException strangers) {
      // The device's own schema makes no sense; the device will say what it does not take.
      return;
    }
    if (!errors.isEmpty()) {
      Error error = errors.getFirst();
      String where = error.getInstanceLocation().toString();
      throw wrong(
          what
              + " is not what the device takes"
              + (where.isEmpty() ? "" : ", at " + where)
              + ": "
              + error.getMessage()
              + ".");
    }
  }

  private static String listed(List<Value> values) {
    return values.stream()
            .limit(LISTED)
            .map(SchemaValidation::plain)
            .collect(Collectors.joining(", "))
        + (values.size() > LISTED ? ", …" : "");
  }

  private static String plain(Value value) {
    return value instanceof Text(String text) ? text : ThingJson.text(value);
  }

  private static String plain(double number) {
    return ThingJson.text(Value.of(number));
  }

  private static Invalid wrong(String sentence) {
    return new Invalid("bad-value", sentence);
  }
}
