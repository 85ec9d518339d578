package org.hearthhub.adapter.mdns;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hearthhub.device.DeviceIdentity;
import org.hearthhub.device.Sighting;
import org.hearthhub.thing.Kind;

/**
 * What is known by its announcement and cannot be controlled yet: what it is called, what it is,
 * and by what it is known again.
 */
enum Family {
  THING("_wot._tcp", "Web of Things", Kind.UNKNOWN, List.of("id"), List.of("title")),
  THING_UDP("_wot._udp", "Web of Things", Kind.UNKNOWN, List.of("id"), List.of("title")),
  SHELLY("_shelly._tcp", "Shelly", Kind.UNKNOWN, List.of("id"), List.of()),
  HOMEKIT("_hap._tcp", "HomeKit", Kind.UNKNOWN, List.of("id"), List.of()),
  HOMEKIT_UDP("_hap._udp", "HomeKit", Kind.UNKNOWN, List.of("id"), List.of()),
  MATTER("_matter._tcp", "Matter", Kind.UNKNOWN, List.of(), List.of("dn")),
  MATTER_WAITING("_matterc._udp", "Matter", Kind.UNKNOWN, List.of(), List.of("dn")),
  ESPHOME("_esphomelib._tcp", "ESPHome", Kind.SENSOR, List.of("mac"), List.of("friendly_name")),
  HUE("_hue._tcp", "Philips Hue", Kind.BRIDGE, List.of("bridgeid"), List.of()),
  CAST("_googlecast._tcp", "Google Cast", Kind.DISPLAY, List.of("id"), List.of("fn")),
  AIRPLAY("_airplay._tcp", "AirPlay", Kind.SPEAKER, List.of("deviceid"), List.of()),
  IPP("_ipp._tcp", "printer", Kind.PRINTER, List.of("uuid"), List.of("ty")),
  PRINTER("_printer._tcp", "printer", Kind.PRINTER, List.of("uuid"), List.of("ty")),
  WEB_PAGE("_http._tcp", "web page", Kind.UNKNOWN, List.of("id", "mac"), List.of()),
  SONOS("_sonos._tcp", "Sonos", Kind.SPEAKER, List.of("uuid"), List.of()),
  WLED("_wled._tcp", "WLED", Kind.LIGHT, List.of("mac"), List.of()),
  THREAD("_meshcop._udp", "Thread border router", Kind.BRIDGE, List.of(), List.of("nn"));

  private static final int LONGEST_TITLE = 100;
  private static final int LONGEST_ID = 200;

  private final String type;
  private final String word;
  private final Kind kind;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> idKeys;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> titleKeys;

  Family(String type, String word, Kind kind, List<String> idKeys, List<String> titleKeys) {
    this.type = type;
    this.word = word;
    this.kind = kind;
    this.idKeys = idKeys;
    this.titleKeys = titleKeys;
  }

  static Optional<Family> of(String serviceType) {
    return Arrays.stream(values())
        .filter(family -> family.type.equalsIgnoreCase(serviceType))
        .findFirst();
  }

  String type() {
    return type;
  }

  /**
   * What is to be told of it; empty while it is not known where it is, or if nothing of it would be
   * known again.
   */
  Optional<Sighting> sighting(Announced announced) {
    return announced
        .hostAndPort()
        .filter(_ -> isKnownAgain(announced))
        .map(
            address ->
                new Sighting(
                    identity(announced),
                    MdnsAdapter.NAME,
                    kindOf(announced),
                    title(announced),
                    address,
                    why(announced),
                    false,
                    Optional.empty(),
                    Page.of(this, announced)));
  }

  private boolean isKnownAgain(Announced announced) {
    return this != MATTER_WAITING || matterLabel(announced.text()).isPresent();
  }

  /** Product and discriminator, which are on its label; its instance name is new at every boot. */
  private static Optional<String> matterLabel(TxtRecord text) {
    return text.get("vp").flatMap(product -> text.get("d").map(own -> product + "/" + own));
  }

  private String why(Announced announced) {
    return switch (this) {
      case SHELLY ->
          "announced itself on the network as a Shelly of generation "
              + announced.text().get("gen").filter(gen -> gen.matches("[2-9]")).orElse("2 or later")
              + ", which speaks another language than those of generation 1; Hearth speaks only"
              + " with these so far";
      case MATTER_WAITING ->
          "announced itself on the network as a Matter device that waits to be set up";
      default -> "announced itself on the network (" + word + ")";
    };
  }

  /** By a stable id in its text where its family has one, else by its instance name. */
  DeviceIdentity identity(Announced announced) {
    String id =
        (this == MATTER_WAITING ? matterLabel(announced.text()) : first(announced.text(), idKeys))
            .map(stable -> stable.toLowerCase(Locale.ROOT))
            .orElse(announced.name());
    String clean = Words.clean(id, LONGEST_ID);
    return new DeviceIdentity(MdnsAdapter.NAME, type + "/" + (clean.isEmpty() ? "?" : clean));
  }

  private String title(Announced announced) {
    String fallback = this == MATTER_WAITING ? "Matter device" : announced.name();
    String title = Words.clean(first(announced.text(), titleKeys).orElse(fallback), LONGEST_TITLE);
    return title.isEmpty() ? word : title;
  }

  private Kind kindOf(Announced announced) {
    TxtRecord text = announced.text();
    return switch (this) {
      case HOMEKIT, HOMEKIT_UDP -> homeKitCategory(text.get("ci").orElse(""));
      case SHELLY -> byName(announced.name());
      case CAST -> isSpeaker(text.get("md").orElse("")) ? Kind.SPEAKER : kind;
      case AIRPLAY ->
          text.get("model").filter(model -> model.startsWith("AppleTV")).isPresent()
              ? Kind.DISPLAY
              : kind;
      case THING, THING_UDP ->
          text.get("type").filter("Directory"::equals).isPresent() ? Kind.BRIDGE : kind;
      default -> kind;
    };
  }

  /** HomeKit Accessory Protocol, accessory category identifiers. */
  private static Kind homeKitCategory(String category) {
    return switch (category) {
      case "2" -> Kind.BRIDGE;
      case "5" -> Kind.LIGHT;
      case "7", "8" -> Kind.PLUG;
      case "9" -> Kind.THERMOSTAT;
      case "10" -> Kind.SENSOR;
      case "12" -> Kind.DOOR;
      case "13" -> Kind.WINDOW;
      case "14" -> Kind.BLIND;
      case "26" -> Kind.SPEAKER;
      case "31", "35", "36" -> Kind.DISPLAY;
      default -> Kind.UNKNOWN;
    };
  }

  private static Kind byName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.contains("plug")) {
      return Kind.PLUG;
    }
    if (lower.contains("bulb") || lower.contains("duo") || lower.contains("rgb")) {
      return Kind.LIGHT;
    }
    if (lower.contains("trv")) {
      return Kind.THERMOSTAT;
    }
    if (lower.contains("flood")) {
      return Kind.LEAK;
    }
    if (lower.contains("smoke")) {
      return Kind.SMOKE;
    }
    if (lower.contains("motion")) {
      return Kind.MOTION;
    }
    return lower.contains("ht-") ? Kind.CLIMATE : Kind.UNKNOWN;
  }

  private static boolean isSpeaker(String model) {
    String lower = model.toLowerCase(Locale.ROOT);
    return lower.contains("home mini")
        || lower.contains("audio")
        || lower.contains("nest mini")
        || lower.contains("speaker");
  }

  private static Optional<String> first(TxtRecord text, List<String> keys) {
    return keys.stream().map(text::get).flatMap(Optional::stream).findFirst();
  }
}
