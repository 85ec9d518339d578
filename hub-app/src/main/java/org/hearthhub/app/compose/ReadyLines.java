package org.hearthhub.app.compose;

import java.io.PrintWriter;
import java.nio.file.Path;

/**
 * What a person or a script reads on standard output: where the hub is, then the code that makes
 * them its owner. Thread-safe.
 */
public final class ReadyLines {
  private final PrintWriter out;

  public ReadyLines(PrintWriter out) {
    this.out = out;
  }

  /** The hub listens; it tells its setup code from now on, if it has no owner. */
  public void ready(RunningHub hub) {
    print("Hearth is ready at " + hub.url());
    hub.announceSetupCode();
  }

  /** The hub listens and waits for somebody who opens its store. */
  public void locked(LockedHub hub) {
    hub.reason().ifPresent(this::print);
    print("Hearth is locked. Unlock it at " + hub.url() + " or with: hearth unlock");
  }

  public void setupCode(String code) {
    print("Setup code: " + code);
  }

  /** Of a home that is thrown away, which nobody could find otherwise. */
  public void folder(Path data) {
    print("Until you end it with Ctrl+C, other commands find this home with: --data " + data);
  }

  /** Of the simulated gateway of a demo. */
  public void label(String code) {
    print("Label of the simulated gateway: " + code);
  }

  private synchronized void print(String line) {
    out.println(line);
    out.flush();
  }
}
