package org.hearthhub.adapter.coap.profile.shelly;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hearthhub.adapter.coap.Control;
import org.hearthhub.adapter.coap.Feed;
import org.hearthhub.adapter.coap.Found;
import org.hearthhub.adapter.coap.format.ContentFormat;
import org.hearthhub.adapter.coap.profile.shelly.CoiotDescription.Sensor;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DataSchema;
import org.hearthhub.thing.PropertyAffordance;
import org.hearthhub.thing.ThingDescription;

/** Makes a device of what a Shelly tells about itself. For one description. */
final class ShellyReader {
  /** In a slot's key, between id, factor and the value that stands for none. */
  static final String SEPARATOR = " ";

  private static final String COLOUR_OR_WHITE = "SHRGBW2";

  private final CoiotOptions.Who who;
  private final CoiotDescription description;
  private final int httpPort;
  private final Map<AffordanceName, PropertyAffordance> properties = new LinkedHashMap<>();
  private final Set<String> types = new LinkedHashSet<>();
  private final List<Feed.Slot> slots = new ArrayList<>();
  private final List<Control> controls = new ArrayList<>();

  ShellyReader(CoiotOptions.Who who, CoiotDescription description, int httpPort) {
    this.who = who;
    this.description = description;
    this.httpPort = httpPort;
  }

  /** Empty if it tells nothing that is known: firmware before 1.8 has other words for all. */
  Optional<Found> read() {
    Map<String, Long> counts =
        description.sensors().stream()
            .flatMap(sensor -> Capability.of(sensor).stream())
            .collect(Collectors.groupingBy(Capability::name, Collectors.counting()));
    for (Sensor sensor : description.sensors()) {
      Capability.of(sensor)
          .ifPresent(known -> add(sensor, known, counts.getOrDefault(known.name(), 1L) > 1));
    }
    if (slots.isEmpty()) {
      return Optional.empty();
    }
    String title = Models.title(who);
    return Optional.of(
        new Found(
            Optional.of(who.identity()),
            new ThingDescription(title, thingTypes(), properties),
            true,
            true,
            List.of(new Feed(ShellyProfile.STATUS, ContentFormat.NONE, false, slots)),
            controls));
  }

  private void add(Sensor sensor, Capability known, boolean several) {
    AffordanceName name = free(known.name() + (several ? "-" + (sensor.channel() + 1) : ""));
    String title = known.title() + (several ? " " + (sensor.channel() + 1) : "");
    DataSchema schema = known.schema(sensor, title);
    Optional<String> path = known.turn().flatMap(_ -> path(sensor));
    properties.put(
        name, new PropertyAffordance(path.isPresent() ? schema : schema.asReadOnly(), true));
    if (!known.thing().isEmpty()) {
      boolean lamp = known.thing().equals("OnOffSwitch") && sensor.blockKind().equals("light");
      types.add(lamp ? "Light" : known.thing());
    }
    slots.add(
        new Feed.Slot(
            name,
            sensor.id()
                + SEPARATOR
                + Capability.factor(sensor.unit())
                + sensor.invalid().map(none -> SEPARATOR + none).orElse(""),
            known.type()));
    path.ifPresent(
        at ->
            controls.add(
                new Control(
                    name,
                    false,
                    Control.Method.HTTP_GET,
                    at,
                    ContentFormat.NONE,
                    known.turn().orElseThrow().name())));
  }

  private AffordanceName free(String wanted) {
    AffordanceName name = AffordanceName.nearest(wanted);
    for (int n = 2; properties.containsKey(name); n++) {
      name = AffordanceName.nearest(wanted + "." + n);
    }
    return name;
  }

  /** Where over HTTP a block is changed; empty for one that cannot be. */
  private Optional<String> path(Sensor sensor) {
    String block =
        switch (sensor.blockKind()) {
          case "relay", "roller" -> sensor.blockKind();
          case "light" -> who.type().equals(COLOUR_OR_WHITE) ? colourOrWhite() : "light";
          default -> "";
        };
    return block.isEmpty()
        ? Optional.empty()
        : Optional.of(":" + httpPort + "/" + block + "/" + sensor.channel());
  }

  /** An RGBW2 is one coloured lamp or four white ones, as it was set up. */
  private String colourOrWhite() {
    boolean coloured = description.sensors().stream().anyMatch(each -> each.word().equals("red"));
    return coloured ? "color" : "white";
  }

  private List<String> thingTypes() {
    Set<String> all = new LinkedHashSet<>(types);
    if (all.contains("Light") || all.contains("hearth:Blind")) {
      all.remove("OnOffSwitch");
    } else if (who.type().startsWith("SHPLG") && all.remove("OnOffSwitch")) {
      all.add("SmartPlug");
    }
    return List.copyOf(all);
  }
}
