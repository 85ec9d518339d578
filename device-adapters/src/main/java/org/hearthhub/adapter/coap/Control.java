package org.hearthhub.adapter.coap;

import org.hearthhub.thing.AffordanceName;

/**
 * A resource of a device through which a property is written or an action invoked.
 *
 * @param name the property or action
 * @param action whether it is an action
 * @param method how it is asked
 * @param path path and query, percent-encoded as in a URI
 * @param format the content format it takes
 * @param key the profile's own word, as in {@link Feed.Slot}
 */
public record Control(
    AffordanceName name, boolean action, Method method, String path, int format, String key) {
  /** The CoAP methods that change something. */
  public enum Method {
    PUT,
    POST,

    /**
     * GET over plain HTTP, for devices that take no commands by CoAP; the path begins with the
     * port, the payload is the query.
     */
    HTTP_GET
  }
}
