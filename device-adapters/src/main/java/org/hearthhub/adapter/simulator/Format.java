package org.hearthhub.adapter.simulator;

/** How a device writes its values; numbers of the IANA CoAP Content-Formats registry. */
enum Format {
  TEXT(0, "text/plain"),
  JSON(50, "application/json"),
  CBOR(60, "application/cbor"),
  SENML_JSON(110, "application/senml+json"),
  SENML_CBOR(112, "application/senml+cbor");

  private final int number;
  private final String mediaType;

  Format(int number, String mediaType) {
    this.number = number;
    this.mediaType = mediaType;
  }

  int number() {
    return number;
  }

  String mediaType() {
    return mediaType;
  }
}
