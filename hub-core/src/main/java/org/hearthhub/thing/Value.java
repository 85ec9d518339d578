package org.hearthhub.thing;

import org.hearthhub.problem.Invalid;

/** What a property can hold: one JSON value, by the W3C WoT data types. JSON null is no value. */
public sealed interface Value {
  /** The longest text, and the longest JSON text of a structured value, in characters. */
  int MAX_TEXT = 4096;

  /** A finite number; integers are exact up to 2^53. */
  record Num(double value) implements Value {
    public Num {
      if (!Double.isFinite(value)) {
        throw new Invalid("not-a-number", "A number must be finite.");
      }
    }
  }

  /** True or false. */
  record Bool(boolean value) implements Value {}

  /** A text, at most {@link #MAX_TEXT} characters. */
  record Text(String value) implements Value {
    public Text {
      if (value.length() > MAX_TEXT) {
        throw new Invalid("text-too-long", "A text value has at most 4096 characters.");
      }
    }
  }

  /** An object or an array, as compact JSON text of at most {@link #MAX_TEXT} characters. */
  record Structure(String json) implements Value {
    public Structure {
      if (json.length() > MAX_TEXT) {
        throw new Invalid("value-too-long", "A structured value has at most 4096 characters.");
      }
    }
  }

  static Value of(double number) {
    return new Num(number);
  }

  static Value of(boolean truth) {
    return new Bool(truth);
  }

  static Value of(String text) {
    return new Text(text);
  }
}
