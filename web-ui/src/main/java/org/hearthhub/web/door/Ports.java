package org.hearthhub.web.door;

import java.net.BindException;
import org.hearthhub.problem.Broken;
import org.hearthhub.problem.Conflict;
import org.hearthhub.problem.Problem;

/** Says why a port cannot be listened on. */
public final class Ports {
  private Ports() {}

  /** The problem that a person can act on. */
  public static Problem problem(CannotListen failure) {
    int port = failure.port();
    String option = "--%s-port".formatted(failure.connector());
    if (!(rootOf(failure) instanceof BindException)) {
      return new Broken(
          "cannot-listen",
          "Hearth cannot listen on port %d of this machine.".formatted(port),
          failure);
    }
    if (String.valueOf(rootOf(failure).getMessage()).contains("ermission")) {
      return new Conflict(
          "port-not-allowed",
          "This user may not listen on port %d. Choose one above 1023 with %s."
              .formatted(port, option));
    }
    String holder = new PortHolder().of(port).orElse("another program");
    return new Conflict(
        "port-in-use",
        "Port %d is in use by %s. Stop that, or choose another port with %s."
            .formatted(port, holder, option));
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    for (int depth = 0; depth < 10; depth++) {
      Throwable cause = root.getCause();
      if (cause == null) {
        return root;
      }
      root = cause;
    }
    return root;
  }
}
