package org.hearthhub.adapter.coap.profile.lwm2m;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hearthhub.adapter.coap.Answer;
import org.hearthhub.adapter.coap.Control;
import org.hearthhub.adapter.coap.Conversation;
import org.hearthhub.adapter.coap.Feed;
import org.hearthhub.adapter.coap.Found;
import org.hearthhub.adapter.coap.Registration;
import org.hearthhub.adapter.coap.format.ContentFormat;
import org.hearthhub.thing.ActionAffordance;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DataSchema;
import org.hearthhub.thing.PropertyAffordance;
import org.hearthhub.thing.ThingDescription;
import org.hearthhub.thing.Wording;

/** Reads each object instance of a client once, and makes a device of it. For one client. */
final class ClientReader {
  private static final int MOST_INSTANCES = 64;
  private static final int LONGEST_UNIT = 20;

  private final Conversation device;
  private final List<Instance> instances;
  private final Map<AffordanceName, PropertyAffordance> properties = new LinkedHashMap<>();
  private final Map<AffordanceName, ActionAffordance> actions = new LinkedHashMap<>();
  private final Set<String> types = new LinkedHashSet<>();
  private final List<Feed> feeds = new ArrayList<>();
  private final List<Control> controls = new ArrayList<>();
  private Optional<String> model = Optional.empty();

  ClientReader(Conversation device, List<Instance> instances) {
    this.device = device;
    this.instances = instances.stream().limit(MOST_INSTANCES).toList();
  }

  Found read() {
    for (Instance instance : instances) {
      if (instance.object() == Ipso.DEVICE || !Ipso.of(instance.object()).isEmpty()) {
        ask(instance).ifPresent(answer -> add(instance, answer));
      }
    }
    String name = device.registration().map(Registration::endpoint).orElse("LwM2M device");
    return new Found(
        Optional.empty(),
        new ThingDescription(
            model.orElse(name),
            Optional.empty(),
            List.copyOf(types),
            properties,
            actions,
            Map.of()),
        model.isPresent(),
        true,
        feeds,
        controls);
  }

  /** In the format that the client likes best; else in one that can tell resources apart. */
  private Optional<Answer> ask(Instance instance) {
    Answer answer = device.get(instance.path(), ContentFormat.NONE);
    for (int format : Contents.formats()) {
      if (answer.ok() && Contents.formats().contains(answer.payload().format())) {
        return Optional.of(answer);
      }
      answer = device.get(instance.path(), format);
    }
    return Optional.of(answer).filter(Answer::ok);
  }

  private void add(Instance instance, Answer answer) {
    Contents contents = Contents.read(answer.payload(), Instant.EPOCH);
    if (!contents.isWhole()) {
      return;
    }
    if (instance.object() == Ipso.DEVICE) {
      aboutItself(instance, contents);
    }
    Optional<String> unit =
        contents
            .text(Ipso.UNIT)
            .map(text -> Wording.clean(text, LONGEST_UNIT))
            .filter(text -> !text.isEmpty() && instance.object() != 3311);
    for (Ipso known : Ipso.of(instance.object())) {
      if (contents.value(known.resource(), known.type()).isPresent()) {
        add(instance, known, unit, answer.payload().format());
      }
    }
  }

  private void aboutItself(Instance instance, Contents contents) {
    String maker = contents.text(Ipso.MANUFACTURER).orElse("");
    model =
        contents
            .text(Ipso.MODEL)
            .map(text -> Wording.clean(maker + " " + text, 100))
            .filter(text -> !text.isBlank());
    AffordanceName restart = AffordanceName.of("restart");
    actions.put(
        restart,
        new ActionAffordance(
            Optional.of("Restart"), Optional.empty(), Optional.empty(), Optional.empty()));
    controls.add(
        new Control(
            restart,
            true,
            Control.Method.POST,
            instance.path() + "/" + Ipso.REBOOT,
            ContentFormat.NONE,
            ResourceType.STRING.name()));
  }

  private void add(Instance instance, Ipso known, Optional<String> unit, int format) {
    long several = instances.stream().filter(other -> other.object() == instance.object()).count();
    String number = several > 1 ? String.valueOf(instance.instance() + 1) : "";
    AffordanceName name = free(known.name() + (number.isEmpty() ? "" : "-" + number));
    String path = instance.path() + "/" + known.resource();
    DataSchema schema =
        DataSchema.of(known.type().data())
            .titled(known.title() + (number.isEmpty() ? "" : " " + number));
    if (!known.meaning().isEmpty()) {
      schema = schema.meaning(known.meaning());
    }
    String given = unit.orElse(known.unit());
    if (!given.isEmpty()) {
      schema = schema.in(given);
    }
    if (given.equals("%") && known.writable()) {
      schema = schema.between(0, 100).inStepsOf(1);
    }
    properties.put(
        name, new PropertyAffordance(known.writable() ? schema : schema.asReadOnly(), true));
    if (!known.thing().isEmpty()) {
      types.add(known.thing());
    }
    feeds.add(
        new Feed(
            path,
            format,
            true,
            List.of(new Feed.Slot(name, known.type().name(), known.type().data()))));
    if (known.writable()) {
      controls.add(new Control(name, false, Control.Method.PUT, path, format, known.type().name()));
    }
  }

  private AffordanceName free(String wanted) {
    AffordanceName name = AffordanceName.nearest(wanted);
    for (int n = 2; properties.containsKey(name); n++) {
      name = AffordanceName.nearest(wanted + "." + n);
    }
    return name;
  }
}
