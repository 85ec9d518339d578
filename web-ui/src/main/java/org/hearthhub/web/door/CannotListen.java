package org.hearthhub.web.door;

import java.io.IOException;

/** A connector could not listen on its port; the cause says why. */
public final class CannotListen extends IOException {
  private static final long serialVersionUID = 1L;

  private final String connector;
  private final int port;

  CannotListen(String connector, int port, IOException cause) {
    super("Cannot listen on port " + port, cause);
    this.connector = connector;
    this.port = port;
  }

  /** The connector's name, for example {@code https}. */
  public String connector() {
    return connector;
  }

  public int port() {
    return port;
  }
}
