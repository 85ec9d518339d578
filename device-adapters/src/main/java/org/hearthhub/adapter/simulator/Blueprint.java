package org.hearthhub.adapter.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.hearthhub.thing.Value;

/**
 * What a simulated device is, before it is plugged in.
 *
 * @param name the end of its endpoint name, for example {@code kitchen-lamp}
 * @param title what it calls itself; begins with its room
 * @param description for people
 * @param types {@code @type} of its Thing Description
 * @param describesItself whether it serves a Thing Description
 * @param packed whether one resource holds all its values
 * @param detectsAlarm whether it has an alarm to trigger
 * @param format how it writes values
 * @param maxAge how long a value is good for
 * @param properties in order
 * @param actions by name
 * @param events by name
 * @param life makes the life of one such device
 */
record Blueprint(
    String name,
    String title,
    String description,
    List<String> types,
    boolean describesItself,
    boolean packed,
    boolean detectsAlarm,
    Format format,
    Duration maxAge,
    boolean confirmed,
    List<SimulatedProperty.Spec> properties,
    Map<String, Action> actions,
    Map<String, Event> events,
    Supplier<Life> life) {

  /** Something it can be asked to do. */
  record Action(String title, Consumer<State> effect) {}

  /**
   * Something that happens to it.
   *
   * @param words one of which comes with it
   */
  record Event(String title, List<String> words) {
    Event {
      words = List.copyOf(words);
    }
  }

  /** A device that serves a Thing Description. */
  static Builder thing(String name, String title, String... types) {
    return new Builder(name, title, true, List.of(types), Format.JSON);
  }

  /** A device that only lists its resources. */
  static Builder plain(String name, String title, Format format) {
    return new Builder(name, title, false, List.of(), format);
  }

  /** Adds what a device has. */
  static final class Builder {
    private final String name;
    private final String title;
    private final boolean describesItself;
    private final List<String> types;
    private final List<SimulatedProperty.Spec> properties = new ArrayList<>();
    private final Map<String, Action> actions = new LinkedHashMap<>();
    private final Map<String, Event> events = new LinkedHashMap<>();
    private String description = "";
    private boolean packed;
    private boolean detectsAlarm;
    private Format format;
    private Duration maxAge = Duration.ofSeconds(60);
    private boolean confirmed;

    private Builder(
        String name, String title, boolean describesItself, List<String> types, Format format) {
      this.name = name;
      this.title = title;
      this.describesItself = describesItself;
      this.types = types;
      this.format = format;
    }

    Builder described(String text) {
      description = text;
      return this;
    }

    Builder in(Format newFormat) {
      format = newFormat;
      return this;
    }

    Builder inOneResource() {
      packed = true;
      return this;
    }

    Builder detectsAlarm() {
      detectsAlarm = true;
      return this;
    }

    /** For sensors on a battery, which speak rarely. */
    Builder seldom() {
      maxAge = Duration.ofMinutes(10);
      return this;
    }

    /** What it told holds for so long; it tells it again a good while before. */
    Builder toldWithin(Duration span) {
      maxAge = span;
      return this;
    }

    /** Whether each notification is to be acknowledged. */
    Builder confirmed(boolean each) {
      confirmed = each;
      return this;
    }

    Builder reads(String property, Meaning meaning, String label, Value start) {
      return add(property, meaning, label, false, List.of(), start);
    }

    Builder takes(String property, Meaning meaning, String label, Value start) {
      return add(property, meaning, label, true, List.of(), start);
    }

    Builder reads(
        String property, Meaning meaning, String label, List<String> options, String start) {
      return add(property, meaning, label, false, options, Value.of(start));
    }

    Builder takes(
        String property, Meaning meaning, String label, List<String> options, String start) {
      return add(property, meaning, label, true, options, Value.of(start));
    }

    private Builder add(
        String property,
        Meaning meaning,
        String label,
        boolean writable,
        List<String> options,
        Value start) {
      properties.add(
          new SimulatedProperty.Spec(property, meaning, label, writable, options, start));
      return this;
    }

    Builder does(String action, String label, Consumer<State> effect) {
      actions.put(action, new Action(label, effect));
      return this;
    }

    Builder tells(String event, String label, String... words) {
      events.put(event, new Event(label, List.of(words)));
      return this;
    }

    Blueprint living(Supplier<Life> life) {
      return new Blueprint(
          name,
          title,
          description,
          types,
          describesItself,
          packed,
          detectsAlarm,
          format,
          maxAge,
          confirmed,
          List.copyOf(properties),
          Map.copyOf(actions),
          Map.copyOf(events),
          life);
    }
  }
}
