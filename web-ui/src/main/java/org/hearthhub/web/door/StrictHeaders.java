package org.hearthhub.web.door;

import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** What every answer tells a browser not to do with it. */
final class StrictHeaders {
  private static final Map<String, String> ALWAYS = new LinkedHashMap<>();

  static {
    ALWAYS.put(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src"
            + " 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action"
            + " 'self'; frame-ancestors 'none'");
    ALWAYS.put("X-Content-Type-Options", "nosniff");
    ALWAYS.put("Referrer-Policy", "no-referrer");
    ALWAYS.put("Cross-Origin-Opener-Policy", "same-origin");
    ALWAYS.put("Cross-Origin-Resource-Policy", "same-origin");
    ALWAYS.put(
        "Permissions-Policy",
        "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(),"
            + " microphone=(), payment=(), usb=()");
    // Not Strict-Transport-Security: with a certificate of our own making it would lock people
    // out of their hub whenever they have to make it anew.
  }

  private StrictHeaders() {}

  static void put(HttpFields.Mutable headers) {
    ALWAYS.forEach(headers::put);
    headers.put(HttpHeader.CACHE_CONTROL, "no-store");
  }
}
