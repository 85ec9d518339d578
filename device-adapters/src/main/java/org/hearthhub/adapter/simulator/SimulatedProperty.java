package org.hearthhub.adapter.simulator;

import java.util.List;
import java.util.Optional;
import org.hearthhub.thing.Value;

/** One value of a simulated device, and who wants to know when it changes. Thread-safe. */
final class SimulatedProperty {
  private final Spec spec;
  private volatile Value value;
  private volatile Runnable listener = () -> {};

  /**
   * What a property is.
   *
   * @param options the only texts it takes; empty for any
   * @param start what it holds when the device is switched on
   */
  record Spec(
      String name,
      Meaning meaning,
      String title,
      boolean writable,
      List<String> options,
      Value start) {
    Spec {
      options = List.copyOf(options);
    }
  }

  SimulatedProperty(Spec spec) {
    this.spec = spec;
    this.value = spec.start();
  }

  Spec spec() {
    return spec;
  }

  String name() {
    return spec.name();
  }

  Value value() {
    return value;
  }

  /** Called after each change, on the thread that made it. */
  void onChange(Runnable newListener) {
    listener = newListener;
  }

  void set(Value newValue) {
    synchronized (this) {
      if (newValue.equals(value)) {
        return;
      }
      value = newValue;
    }
    listener.run();
  }

  /** Why the device would not take this from outside; empty when it would. */
  Optional<String> objection(Value offered) {
    boolean fits =
        switch (spec.meaning().dataType()) {
          case BOOLEAN -> offered instanceof Value.Bool;
          case INTEGER -> offered instanceof Value.Num(double n) && n == Math.rint(n);
          case NUMBER -> offered instanceof Value.Num;
          case STRING -> offered instanceof Value.Text;
          case ANY, OBJECT, ARRAY -> false;
        };
    if (!fits) {
      return Optional.of("wrong type");
    }
    if (offered instanceof Value.Num(double n)
        && spec.meaning().range().filter(r -> n < r.from() || n > r.to()).isPresent()) {
      return Optional.of("out of range");
    }
    if (offered instanceof Value.Text(String text)) {
      boolean known =
          spec.meaning() == Meaning.COLOUR
              ? text.matches("#[0-9a-fA-F]{6}")
              : spec.options().contains(text);
      return known ? Optional.empty() : Optional.of("not one of the options");
    }
    return Optional.empty();
  }
}
