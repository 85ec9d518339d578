package org.hearthhub.web.door;

import java.util.Map;

/**
 * What a caller is told when something did not work (RFC 9457).
 *
 * @param code stable word for programs; the type is {@code urn:hearth:problem:CODE}
 * @param detail a sentence for a person
 * @param headers response headers that go with it, for example {@code Retry-After}
 */
public record ProblemDocument(String code, int status, String detail, Map<String, String> headers) {
  public static final String CONTENT_TYPE = "application/problem+json";

  public ProblemDocument {
    headers = Map.copyOf(headers);
  }

  public ProblemDocument(String code, int status, String detail) {
    this(code, status, detail, Map.of());
  }

  /** The JSON document, as UTF-8. */
  public byte[] json() {
    return Json.bytes(
        Json.object()
            .put("type", "urn:hearth:problem:" + code)
            .put("title", title())
            .put("status", status)
            .put("detail", detail));
  }

  private String title() {
    return switch (status) {
      case 400 -> "Not understood";
      case 401 -> "Not signed in";
      case 403 -> "Not allowed";
      case 404 -> "Not found";
      case 405 -> "Not offered";
      case 409 -> "Not possible now";
      case 413 -> "Too large";
      case 415 -> "Wrong content type";
      case 421 -> "Wrong address";
      case 423 -> "Locked";
      case 429 -> "Too often";
      case 431 -> "Headers too large";
      case 503 -> "Hub not available";
      case 504 -> "Device not available";
      default -> status < 500 ? "Not understood" : "Something broke";
    };
  }
}
