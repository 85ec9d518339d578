package org.hearthhub.adapter.coap.profile.senml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hearthhub.adapter.coap.Answer;
import org.hearthhub.adapter.coap.Control;
import org.hearthhub.adapter.coap.Conversation;
import org.hearthhub.adapter.coap.Feed;
import org.hearthhub.adapter.coap.Found;
import org.hearthhub.adapter.coap.format.ContentFormat;
import org.hearthhub.adapter.coap.format.CoreLink;
import org.hearthhub.adapter.coap.format.Payload;
import org.hearthhub.adapter.coap.format.Utf8;
import org.hearthhub.problem.Problem;
import org.hearthhub.problem.Unavailable;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DataSchema;
import org.hearthhub.thing.DataType;
import org.hearthhub.thing.PropertyAffordance;
import org.hearthhub.thing.ThingDescription;

/** Looks at every resource of a plain device once, and makes a description of what is there. */
final class Survey {
  private static final int MOST_RESOURCES = 64;
  private static final int MOST_PROPERTIES = 128;

  /** What a resource's interface says that can be written (draft-ietf-core-interfaces). */
  private static final Set<String> WRITABLE = Set.of("core.a", "core.p");

  private static final Set<String> LISTS = Set.of("core.ll", "core.lb", "core.b");
  private static final Set<Integer> FORMATS_BY_TASTE =
      new LinkedHashSet<>(
          List.of(
              ContentFormat.SENML_CBOR,
              ContentFormat.SENML_JSON,
              ContentFormat.CBOR,
              ContentFormat.JSON,
              ContentFormat.TEXT));

  private final Conversation device;
  private final Map<AffordanceName, PropertyAffordance> properties = new LinkedHashMap<>();
  private final Set<String> types = new LinkedHashSet<>();
  private final List<Feed> feeds = new ArrayList<>();
  private final List<Control> controls = new ArrayList<>();
  private String title = "";

  Survey(Conversation device) {
    this.device = device;
  }

  /** Empty if none of the links leads to a value. */
  Optional<Found> of(List<CoreLink> links) {
    title = ownTitle(links);
    Set<String> looked = new HashSet<>();
    boolean answered = false;
    for (CoreLink link : links) {
      if (!isWorthALook(link) || !looked.add(link.target())) {
        continue;
      }
      if (looked.size() > MOST_RESOURCES) {
        break;
      }
      try {
        look(link);
        answered = true;
      } catch (Unavailable silent) {
        if (!answered) {
          throw silent; // the whole device, it seems
        }
      } catch (Problem rubbish) {
        answered = true; // and the other resources may make sense
      }
    }
    if (properties.isEmpty()) {
      return Optional.empty();
    }
    ThingDescription description =
        new ThingDescription(title.isEmpty() ? "CoAP device" : title, thingTypes(), properties);
    return Optional.of(
        new Found(Optional.empty(), description, !title.isEmpty(), false, feeds, controls));
  }

  /** A device that knows RFC 9176 may speak of itself as a whole in the link to its root. */
  private static String ownTitle(List<CoreLink> links) {
    return links.stream()
        .filter(link -> link.target().equals("/") && link.attribute("ep").isPresent())
        .flatMap(link -> link.attribute("title").stream())
        .map(text -> Utf8.cut(text, 100))
        .findFirst()
        .orElse("");
  }

  private static boolean isWorthALook(CoreLink link) {
    String path = link.target();
    boolean speaks = Stream.of("rt", "if", "obs", "title").anyMatch(link.attributes()::containsKey);
    boolean other =
        link.words("rt").stream().anyMatch(rt -> rt.startsWith("core.") || rt.startsWith("wot."))
            || link.words("if").stream().anyMatch(LISTS::contains)
            || (!link.contentFormats().isEmpty()
                && link.contentFormats().stream().noneMatch(FORMATS_BY_TASTE::contains));
    return speaks
        && !other
        && path.startsWith("/")
        && path.length() > 1
        && !path.startsWith("//")
        && !path.startsWith("/.well-known/")
        && path.indexOf('{') < 0;
  }

  private void look(CoreLink link) {
    int asked =
        FORMATS_BY_TASTE.stream()
            .filter(link.contentFormats()::contains)
            .findFirst()
            .orElse(ContentFormat.NONE);
    Answer answer = device.get(link.target(), asked);
    if (answer.code() == 406) {
      asked = ContentFormat.NONE;
      answer = device.get(link.target(), asked);
    }
    if (!answer.ok()) {
      return;
    }
    Payload payload =
        answer.payload().orElse(asked == ContentFormat.NONE ? ContentFormat.TEXT : asked);
    if (payload.isEmpty() || !ContentFormat.isUnderstood(payload.format())) {
      return;
    }
    List<Finding> findings = Finding.in(payload, link.target());
    Resource resource = new Resource(link, asked, payload.format(), findings.size() == 1);
    List<Feed.Slot> slots = new ArrayList<>();
    for (Finding finding : findings) {
      if (properties.size() < MOST_PROPERTIES) {
        slots.add(resource.add(finding));
      }
    }
    if (!slots.isEmpty()) {
      feeds.add(new Feed(link.target(), asked, link.observable(), slots));
    }
  }

  /** One resource while its values are made properties. */
  private final class Resource {
    private final CoreLink link;
    private final int format;
    private final boolean alone;
    private final boolean writable;

    Resource(CoreLink link, int asked, int given, boolean alone) {
      this.link = link;
      this.format = asked == ContentFormat.NONE ? given : asked;
      this.alone = alone;
      this.writable = link.words("if").stream().anyMatch(WRITABLE::contains);
    }

    Feed.Slot add(Finding finding) {
      AffordanceName name = free(AffordanceName.nearest(finding.name()));
      List<String> words = words(finding);
      boolean truth = finding.couldBeTruth() && Meaning.isTruth(words);
      DataType type = truth ? DataType.BOOLEAN : finding.type();
      Optional<Meaning> meaning = Meaning.of(words, finding.unit(), type);
      DataSchema schema =
          meaning
              .map(known -> known.schema(finding.unit()))
              .orElseGet(
                  () ->
                      finding
                          .unit()
                          .map(unit -> DataSchema.of(type).in(unit))
                          .orElseGet(() -> DataSchema.of(type)));
      schema = schema.titled(titleOf(finding));
      meaning.map(Meaning::thing).filter(thing -> !thing.isEmpty()).ifPresent(types::add);
      if (writable) {
        String key = truth ? Keys.ONE_ZERO : finding.writeKey();
        controls.add(new Control(name, false, Control.Method.PUT, link.target(), format, key));
      }
      properties.put(
          name, new PropertyAffordance(writable ? schema : schema.asReadOnly(), link.observable()));
      return new Feed.Slot(name, finding.key(), type);
    }

    private AffordanceName free(AffordanceName wanted) {
      AffordanceName name = wanted;
      for (int n = 2; properties.containsKey(name); n++) {
        String text = wanted.text();
        name = AffordanceName.of(text.substring(0, Math.min(text.length(), 60)) + "-" + n);
      }
      return name;
    }

    /** What may tell its meaning; the resource's own words count only if it has one value. */
    private List<String> words(Finding finding) {
      Stream<String> own = Stream.of(finding.name());
      Stream<String> ofResource =
          alone
              ? Stream.concat(link.words("rt").stream(), link.attribute("title").stream())
              : Stream.of();
      return Stream.concat(alone ? ofResource : own, alone ? own : ofResource)
          .map(word -> word.toLowerCase(Locale.ROOT))
          .toList();
    }

    private String titleOf(Finding finding) {
      return link.attribute("title")
          .filter(_ -> alone)
          .map(text -> Utf8.cut(text, 100))
          .filter(text -> !text.isEmpty())
          .orElseGet(finding::title);
    }
  }

  /** What the device is as a whole; its own title helps where the values leave it open. */
  private List<String> thingTypes() {
    String words = title.toLowerCase(Locale.ROOT);
    Set<String> all = new LinkedHashSet<>(types);
    if (all.remove("OnOffSwitch")) {
      boolean lamp = words.contains("lamp") || words.contains("light");
      all.add(lamp ? "Light" : all.contains("EnergyMonitor") ? "SmartPlug" : "OnOffSwitch");
    }
    if (words.contains("window") && all.remove("DoorSensor")) {
      all.add("hearth:WindowSensor");
    }
    return List.copyOf(all);
  }
}
