package org.hearthhub.adapter.coap.format;

import java.util.Locale;

/** CoAP content formats that Hearth speaks (RFC 7252 section 12.3 and its registry). */
public final class ContentFormat {
  /** None was given. */
  public static final int NONE = -1;

  public static final int TEXT = 0;
  public static final int LINK_FORMAT = 40;
  public static final int OCTETS = 42;
  public static final int JSON = 50;
  public static final int CBOR = 60;
  public static final int SENML_JSON = 110;
  public static final int SENML_CBOR = 112;
  public static final int TD_JSON = 432;

  private ContentFormat() {}

  /** Whether it is a pack of SenML records. */
  public static boolean isSenml(int format) {
    return format == SENML_JSON || format == SENML_CBOR;
  }

  /** Whether values can be had from it. */
  public static boolean isUnderstood(int format) {
    return switch (format) {
      case NONE, TEXT, OCTETS, JSON, CBOR, SENML_JSON, SENML_CBOR -> true;
      default -> false;
    };
  }

  /** The number of a media type; {@link #NONE} for one that Hearth does not speak. */
  public static int ofMediaType(String mediaType) {
    int parameters = mediaType.indexOf(';');
    String plain = parameters < 0 ? mediaType : mediaType.substring(0, parameters);
    return switch (plain.strip().toLowerCase(Locale.ROOT)) {
      case "text/plain" -> TEXT;
      case "application/link-format" -> LINK_FORMAT;
      case "application/octet-stream" -> OCTETS;
      case "application/json" -> JSON;
      case "application/cbor" -> CBOR;
      case "application/senml+json" -> SENML_JSON;
      case "application/senml+cbor" -> SENML_CBOR;
      case "application/td+json" -> TD_JSON;
      default -> NONE;
    };
  }
}
