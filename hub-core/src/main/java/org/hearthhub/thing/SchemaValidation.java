package org.hearthhub.thing;

/** Holds a value against the schema of its property or action, by JSON Schema. Thread-safe. */
public final class SchemaValidation {
  private SchemaValidation() {}

  /**
   * @param what names the thing the value is for, in the sentence, for example {@code Brightness}
   * @throws org.hearthhub.problem.Invalid saying what is wrong and what is allowed
   */
  public static void check(DataSchema schema, Value value, String what) {
    throw new UnsupportedOperationException();
  }
}
