package org.hearthhub.adapter.coap.profile.shelly;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hearthhub.device.DeviceIdentity;
import org.jspecify.annotations.Nullable;

/** The CoAP options of CoIoT: who it is, for how long a status holds, and which status it is. */
final class CoiotOptions {
  /** {@code type#mac#version}, for example {@code SHPLG-S#AABBCC#2}. */
  static final int DEVICE = 3332;

  static final int VALIDITY = 3412;
  static final int SERIAL = 3420;

  private static final String SCHEME = "coiot";
  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9._-]{1,20})#([0-9A-Fa-f]{6,12})(?:#[0-9]{1,3})?");
  private static final Duration USUAL = Duration.ofSeconds(60);

  private CoiotOptions() {}

  /**
   * Which device it is.
   *
   * @param type of the model, for example {@code SHPLG-S}
   * @param mac the end of its hardware address, or all of it
   */
  record Who(String type, String mac) {
    /** The version of CoIoT is left out: it changes with the firmware. */
    DeviceIdentity identity() {
      return new DeviceIdentity(SCHEME, type + "#" + mac);
    }
  }

  static Optional<Who> who(Map<Integer, byte[]> options) {
    byte[] id = options.get(DEVICE);
    if (id == null) {
      return Optional.empty();
    }
    Matcher parts = FORM.matcher(new String(id, StandardCharsets.US_ASCII));
    return parts.matches()
        ? Optional.of(new Who(parts.group(1), parts.group(2).toUpperCase(Locale.ROOT)))
        : Optional.empty();
  }

  /** An odd number counts in 4 s, an even one in tenths of a second. */
  static Duration validity(Map<Integer, byte[]> options) {
    OptionalInt raw = number(options.get(VALIDITY));
    if (raw.isEmpty() || raw.getAsInt() == 0) {
      return USUAL;
    }
    return (raw.getAsInt() & 1) == 0
        ? Duration.ofMillis(raw.getAsInt() * 100L)
        : Duration.ofSeconds(raw.getAsInt() * 4L);
  }

  static OptionalInt serial(Map<Integer, byte[]> options) {
    return number(options.get(SERIAL));
  }

  private static OptionalInt number(byte @Nullable [] octets) {
    if (octets == null || octets.length == 0 || octets.length > 2) {
      return OptionalInt.empty();
    }
    // The least byte comes first, as the processor has it: RFC 7252 has it the other way round.
    int number = Byte.toUnsignedInt(octets[0]);
    return OptionalInt.of(octets.length == 1 ? number : number | ((octets[1] << 8) & 0xff00));
  }
}
