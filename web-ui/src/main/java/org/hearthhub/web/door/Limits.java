package org.hearthhub.web.door;

import java.time.Duration;

/** How much a stranger may ask of the hub at once. */
public final class Limits {
  /** All headers of a request together, in bytes. */
  public static final int HEADERS = 8 * 1024;

  /** A request body, in bytes. */
  public static final int BODY = 64 * 1024;

  /** How deep JSON may nest. */
  public static final int JSON_DEPTH = 32;

  /** How long a connection may be silent, or between two whole requests. */
  public static final Duration IDLE = Duration.ofSeconds(30);

  /** How long a request body may take to arrive. */
  public static final Duration BODY_TIME = Duration.ofSeconds(15);

  /** Connections of all peers together. */
  static final int CONNECTIONS = 512;

  /** Further connections that only this machine itself may open. */
  static final int CONNECTIONS_RESERVED = 128;

  /** Connections of one peer. */
  static final int CONNECTIONS_PER_ADDRESS = 64;

  /** Requests at once on one HTTP/2 connection. */
  public static final int STREAMS = 64;

  private Limits() {}
}
