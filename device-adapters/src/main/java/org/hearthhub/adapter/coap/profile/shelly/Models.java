package org.hearthhub.adapter.coap.profile.shelly;

import java.util.Map;

/** What the models are called in the shop, by the type that the device tells. */
final class Models {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("SHSW-1", "Shelly 1"),
          Map.entry("SHSW-L", "Shelly 1L"),
          Map.entry("SHSW-PM", "Shelly 1PM"),
          Map.entry("SHSW-21", "Shelly 2"),
          Map.entry("SHSW-25", "Shelly 2.5"),
          Map.entry("SHSW-44", "Shelly 4Pro"),
          Map.entry("SHPLG-1", "Shelly Plug"),
          Map.entry("SHPLG2-1", "Shelly Plug E"),
          Map.entry("SHPLG-S", "Shelly Plug S"),
          Map.entry("SHPLG-U1", "Shelly Plug US"),
          Map.entry("SHDM-1", "Shelly Dimmer"),
          Map.entry("SHDM-2", "Shelly Dimmer 2"),
          Map.entry("SHDIMW-1", "Shelly Dimmer W1"),
          Map.entry("SHRGBW2", "Shelly RGBW2"),
          Map.entry("SHRGBWW-01", "Shelly RGBW"),
          Map.entry("SHBLB-1", "Shelly Bulb"),
          Map.entry("SHCB-1", "Shelly Bulb RGBW"),
          Map.entry("SHBDUO-1", "Shelly Duo"),
          Map.entry("SHVIN-1", "Shelly Vintage"),
          Map.entry("SHEM", "Shelly EM"),
          Map.entry("SHEM-3", "Shelly 3EM"),
          Map.entry("SHHT-1", "Shelly H&T"),
          Map.entry("SHDW-1", "Shelly Door/Window"),
          Map.entry("SHDW-2", "Shelly Door/Window 2"),
          Map.entry("SHWT-1", "Shelly Flood"),
          Map.entry("SHSM-01", "Shelly Smoke"),
          Map.entry("SHGS-1", "Shelly Gas"),
          Map.entry("SHMOS-01", "Shelly Motion"),
          Map.entry("SHMOS-02", "Shelly Motion 2"),
          Map.entry("SHSEN-1", "Shelly Sense"),
          Map.entry("SHUNI-1", "Shelly Uni"),
          Map.entry("SHIX3-1", "Shelly i3"),
          Map.entry("SHBTN-1", "Shelly Button 1"),
          Map.entry("SHBTN-2", "Shelly Button 1"),
          Map.entry("SHTRV-01", "Shelly TRV"));

  private Models() {}

  /** The model, and the end of the hardware address as it stands on the label. */
  static String title(CoiotOptions.Who who) {
    return name(who.type()) + " " + who.mac().substring(who.mac().length() - 4);
  }

  private static String name(String type) {
    return NAMES.getOrDefault(type, "Shelly " + type);
  }
}
