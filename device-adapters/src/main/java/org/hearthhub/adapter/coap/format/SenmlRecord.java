package org.hearthhub.adapter.coap.format;

import java.time.Instant;
import java.util.Optional;
import org.hearthhub.thing.Value;

/**
 * One resolved SenML record (RFC 8428 section 4.6): base fields are already in it.
 *
 * @param name base name and name together; empty where the pack has neither
 * @param value number, boolean, text, or data as base64url text; empty where it only has a sum
 * @param sum integral of the values over time
 * @param time when it was measured, where the pack says so
 */
public record SenmlRecord(
    String name,
    Optional<String> unit,
    Optional<Value> value,
    Optional<Double> sum,
    Optional<Instant> time) {

  /** A record of a name and a value, as a device or a command sends it. */
  public static SenmlRecord of(String name, Value value) {
    return new SenmlRecord(
        name, Optional.empty(), Optional.of(value), Optional.empty(), Optional.empty());
  }

  public SenmlRecord in(String newUnit) {
    return new SenmlRecord(name, Optional.of(newUnit), value, sum, time);
  }

  public SenmlRecord at(Instant newTime) {
    return new SenmlRecord(name, unit, value, sum, Optional.of(newTime));
  }

  /** What it holds: its value, else its sum. */
  public Optional<Value> held() {
    return value.or(() -> sum.map(Value::of));
  }
}
