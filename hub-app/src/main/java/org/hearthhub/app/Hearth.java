package org.hearthhub.app;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.hearthhub.app.command.CommandTree;

/** Where the program starts. */
public final class Hearth {
  private Hearth() {}

  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = new CommandTree(out, err).run(arguments);
    out.flush();
    err.flush();
    System.exit(code);
  }
}
