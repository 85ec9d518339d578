package org.hearthhub.app.command;

import picocli.CommandLine.Option;

/** For commands that a program may read. */
final class JsonOption {
  @Option(names = "--json", description = "Print one JSON object per line, and nothing else.")
  boolean json;
}
