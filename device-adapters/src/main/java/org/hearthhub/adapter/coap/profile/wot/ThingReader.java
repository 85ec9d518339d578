package org.hearthhub.adapter.coap.profile.wot;

import static java.util.stream.Collectors.joining;

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
import org.hearthhub.thing.DataSchema;
import org.hearthhub.thing.EventAffordance;
import org.hearthhub.thing.PropertyAffordance;
import org.hearthhub.thing.ThingDescription;
import org.hearthhub.thing.ThingJson;
import tools.jackson.databind.JsonNode;

/** Makes of a Thing Description what it offers over CoAP, and what it is worth without the rest. */
final class ThingReader {
  private static final int LISTED = 5;

  private final JsonNode thing;
  private final boolean secure;
  private final URI base;
  private final Map<AffordanceName, PropertyAffordance> properties = new LinkedHashMap<>();
  private final Map<AffordanceName, ActionAffordance> actions = new LinkedHashMap<>();
  private final Map<AffordanceName, EventAffordance> events = new LinkedHashMap<>();
  private final List<String> leftOut = new ArrayList<>();
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
    names("events")
        .forEach(
            (word, name) -> {
              EventAffordance event = whole.events().get(name);
              if (event != null) {
                event(word, name, event, thing.path("events").path(word));
              }
            });
    ThingDescription usable =
        new ThingDescription(
            whole.title(), whole.description(), whole.types(), properties, actions, events);
    return Optional.of(
        new Found(identity(), usable, true, true, feeds, controls).without(whatIsLeftOut()));
  }

  private Optional<String> whatIsLeftOut() {
    if (leftOut.isEmpty()) {
      return Optional.empty();
    }
    String named =
        leftOut.stream().limit(LISTED).map(name -> "“" + name + "”").collect(joining(", "));
    return Optional.of(
        "It offers events in a way that Hearth cannot follow; they are left out: "
            + named
            + (leftOut.size() > LISTED ? ", …" : "."));
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

  /** Observed over CoAP, as everything that is heard of by itself (CoAP binding template). */
  private void event(String word, AffordanceName name, EventAffordance event, JsonNode node) {
    // What would have to be told first to be told of it, nobody here could say.
    boolean needsMore = node.has("subscription") || node.has("uriVariables");
    Optional<Form> form =
        Form.of(node, base).stream()
            .filter(one -> one.isForOrUnsaid("subscribeevent") && one.reads() && one.observes())
            .findFirst()
            .filter(one -> !needsMore);
    if (form.isEmpty()) {
      leftOut.add(name.text());
      return;
    }
    feeds.add(
        Feed.of(
            new Feed.Event(name, word, event.data().map(DataSchema::type)),
            form.get().path(),
            form.get().format()));
    events.put(name, event);
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
