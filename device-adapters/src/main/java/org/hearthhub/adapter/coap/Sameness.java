package org.hearthhub.adapter.coap;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.hearthhub.adapter.coap.format.Trees;
import org.hearthhub.problem.Invalid;
import org.hearthhub.thing.DataSchema;
import org.hearthhub.thing.PropertyAffordance;
import org.hearthhub.thing.Value;

/**
 * Whether what a device holds is what was asked of it. Devices round: a lamp with 254 steps that is
 * set to 50 % holds 50.2 %.
 *
 * @param tolerance how far apart two numbers may be
 */
record Sameness(double tolerance) {
  private static final double OF_THE_RANGE = 0.01;

  static Sameness of(Optional<PropertyAffordance> property) {
    return new Sameness(
        property.map(PropertyAffordance::schema).map(Sameness::tolerance).orElse(0.0));
  }

  private static double tolerance(DataSchema schema) {
    double step = schema.multipleOf().orElse(0.0) / 2;
    if (schema.minimum().isEmpty() || schema.maximum().isEmpty()) {
      return step;
    }
    return Math.max(step, (schema.maximum().get() - schema.minimum().get()) * OF_THE_RANGE);
  }

  boolean test(Value wanted, Value held) {
    return switch (wanted) {
      case Value.Num(double number) ->
          held instanceof Value.Num(double other)
              && Math.abs(number - other)
                  <= Math.max(tolerance, 1e-6 * Math.max(1, Math.abs(number)));
      case Value.Structure(String json) ->
          held instanceof Value.Structure(String other) && sameTree(json, other);
      case Value.Bool _, Value.Text _ -> wanted.equals(held);
    };
  }

  private static boolean sameTree(String one, String other) {
    try {
      return Trees.read(one.getBytes(StandardCharsets.UTF_8), false)
          .equals(Trees.read(other.getBytes(StandardCharsets.UTF_8), false));
    } catch (Invalid notJson) {
      return one.equals(other);
    }
  }

  /** Whether a number has come closer to what is wanted. */
  static boolean nearer(Value wanted, Value before, Value now) {
    return wanted instanceof Value.Num(double goal)
        && before instanceof Value.Num(double from)
        && now instanceof Value.Num(double to)
        && Math.abs(goal - to) < Math.abs(goal - from);
  }
}
