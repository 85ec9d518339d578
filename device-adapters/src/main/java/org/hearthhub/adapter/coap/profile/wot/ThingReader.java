package org.hearthhub.adapter.coap.profile.wot;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hearthhub.adapter.coap.Control;
import org.hearthhub.adapter.coap.Feed;
import org.hearthhub.adapter.coap.Found;
import org.hearthhub.device.DeviceIdentity;
import org.hearthhub.thing.ActionAffordance;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.PropertyAffordance;
import org.hearthhub.thing.ThingDescription;
import org.hearthhub.thing.ThingJson;
import tools.jackson.databind.JsonNode;

/** Makes of a Thing Description what it offers over CoAP, and what it is worth without the rest. */
final class ThingReader {
  private final JsonNode thing;
  private final boolean secure;
  private final URI base;
  private final Map<AffordanceName, PropertyAffordance> properties = new LinkedHashMap<>();
  private final Map<AffordanceName, ActionAffordance> actions = new LinkedHashMap<>();
  private final List<Feed> feeds = new ArrayList<>();
  private final List<Control> controls = new ArrayList<>();

  /**
   * @param path where the description was read, which its forms are relative to
   * @param secure whether it was read from a device that proved who it is, by its key
   */
  ThingReader(JsonNode thing, String path, boolean secure) {
    this.thing = thing;
    this.secure = secure;
    this.base = base(thing.path("base").stringValue(""), path, secure);
  }

  private static URI base(String given, String path, boolean secure) {
    URI own =
        URI.create(secure ? "coaps://device/" : "coap://device/")
            .resolve(path.replaceAll("[?#].*", ""));
    try {
      return given.isEmpty() ? own : own.resolve(new URI(given));
    } catch (URISyntaxException | IllegalArgumentException malformed) {
      return own;
    }
  }

  /**
   * Reads it; empty if it asks for more than Hearth can show it.
   *
   * @throws org.hearthhub.problem.Invalid if it is no Thing Description
   */
  Optional<Found> read() {
    ThingDescription whole = ThingJson.readDescription(thing);
    Security security = Security.of(thing);
    if (!secure && security.isLocked()) {
      return Optional.of(Found.locked(identity(), whole, security.door(thing, base)));
    }
    if (!security.isOpen() && !(secure && security.isLocked())) {
      return Optional.empty();
    }
    names("properties")
        .forEach(
            (word, name) ->
                whole
                    .property(name)
                    .ifPresent(
                        property ->
                            property(word, name, property, thing.path("properties").path(word))));
    names("actions")
        .forEach(
            (word, name) -> {
              ActionAffordance action = whole.actions().get(name);
              if (action != null) {
                action(name, action, thing.path("actions").path(word));
              }
            });
    ThingDescription usable =
        new ThingDescription(
            whole.title(), whole.description(), whole.types(), properties, actions, Map.of());
    return Optional.of(new Found(identity(), usable, true, true, feeds, controls));
  }

  private Map<String, AffordanceName> names(String field) {
    return AffordanceName.distinct(thing.path(field).propertyNames());
  }

  private Optional<DeviceIdentity> identity() {
    String id = thing.path("id").stringValue("").strip();
    return id.isEmpty() || id.length() > 300
        ? Optional.empty()
        : Optional.of(new DeviceIdentity("td", id));
  }

  private void property(
      String word, AffordanceName name, PropertyAffordance property, JsonNode node) {
    List<Form> forms = Form.of(node, base);
    Optional<Form> observe =
        forms.stream()
            .filter(form -> form.isFor("observeproperty"))
            .filter(Form::reads)
            .findFirst();
    Optional<Form> read =
        forms.stream()
            .filter(form -> form.isForOrUnsaid("readproperty"))
            .filter(Form::reads)
            .findFirst()
            .or(() -> observe);
    Optional<Control> control =
        property.schema().readOnly() ? Optional.empty() : writer(forms, name);
    boolean readable = read.isPresent() && !property.schema().writeOnly();
    if (!readable && control.isEmpty()) {
      return;
    }
    boolean observable =
        readable
            && (observe.isPresent()
                || (property.observable() && read.get().operations().isEmpty()));
    if (readable) {
      Form form = observe.orElse(read.get());
      feeds.add(
          new Feed(
              form.path(),
              form.format(),
              observable,
              List.of(new Feed.Slot(name, word, property.schema().type()))));
    }
    control.ifPresent(controls::add);
    properties.put(
        name,
        new PropertyAffordance(
            control.isEmpty() ? property.schema().asReadOnly() : property.schema(), observable));
  }

  private static Optional<Control> writer(List<Form> forms, AffordanceName name) {
    return forms.stream()
        .filter(form -> form.isForOrUnsaid("writeproperty"))
        .filter(form -> !form.isFor("readproperty") || form.isFor("writeproperty"))
        .flatMap(form -> control(form, name, false, Control.Method.PUT).stream())
        .findFirst();
  }

  private void action(AffordanceName name, ActionAffordance action, JsonNode node) {
    Form.of(node, base).stream()
        .filter(form -> form.isForOrUnsaid("invokeaction"))
        .flatMap(form -> control(form, name, true, Control.Method.POST).stream())
        .findFirst()
        .ifPresent(
            control -> {
              controls.add(control);
              actions.put(name, action);
            });
  }

  private static Optional<Control> control(
      Form form, AffordanceName name, boolean action, Control.Method usual) {
    Optional<Control.Method> method =
        switch (form.method().orElse("")) {
          case "PUT" -> Optional.of(Control.Method.PUT);
          case "POST" -> Optional.of(Control.Method.POST);
          // One form for reading and writing can only name one of the two methods.
          case "", "GET" -> Optional.of(usual);
          default -> Optional.empty();
        };
    return method.map(
        one -> new Control(name, action, one, form.path(), form.format(), name.text()));
  }
}
