package org.hearthhub.adapter.simulator;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.hearthhub.thing.Value;

/** All values of one simulated device. Thread-safe. */
final class State {
  private final Map<String, SimulatedProperty> properties;
  private volatile boolean alarming;
  private volatile BiConsumer<String, String> listener = (event, word) -> {};

  State(List<SimulatedProperty.Spec> specs) {
    Map<String, SimulatedProperty> made = new LinkedHashMap<>();
    specs.forEach(spec -> made.put(spec.name(), new SimulatedProperty(spec)));
    properties = Collections.unmodifiableMap(made);
  }

  Collection<SimulatedProperty> all() {
    return properties.values();
  }

  Optional<SimulatedProperty> find(String name) {
    return Optional.ofNullable(properties.get(name));
  }

  boolean isOn(String name) {
    return property(name).value() instanceof Value.Bool(boolean on) && on;
  }

  double number(String name) {
    return property(name).value() instanceof Value.Num(double number) ? number : 0;
  }

  String text(String name) {
    return property(name).value() instanceof Value.Text(String text) ? text : "";
  }

  void set(String name, boolean value) {
    property(name).set(Value.of(value));
  }

  void set(String name, String value) {
    property(name).set(Value.of(value));
  }

  void set(String name, double value) {
    SimulatedProperty property = property(name);
    property.set(Value.of(rounded(property.spec().meaning(), value)));
  }

  /** As the device would: energy to 0.001, whole numbers whole, others to 0.1. */
  static double rounded(Meaning meaning, double value) {
    double parts =
        switch (meaning) {
          case ENERGY -> 1000;
          case BRIGHTNESS,
              COLOUR_TEMPERATURE,
              POSITION,
              CURRENT_POSITION,
              BATTERY,
              CARBON_DIOXIDE,
              ILLUMINANCE ->
              1;
          default -> 10;
        };
    return Math.round(value * parts) / parts;
  }

  /** Whether what it watches for is there, or somebody tests it. */
  boolean isAlarming() {
    return alarming;
  }

  void alarm(boolean on) {
    alarming = on;
  }

  /** An event happens, and this word comes with it. */
  void happen(String event, String word) {
    listener.accept(event, word);
  }

  /** Called each time, on the thread on which it happens. */
  void onEvent(BiConsumer<String, String> newListener) {
    listener = newListener;
  }

  private SimulatedProperty property(String name) {
    SimulatedProperty property = properties.get(name);
    if (property == null) {
      throw new NoSuchElementException(name);
    }
    return property;
  }
}
