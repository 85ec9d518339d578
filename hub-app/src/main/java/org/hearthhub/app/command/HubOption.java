package org.hearthhub.app.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.hearthhub.app.operator.OperatorClient;
import org.hearthhub.app.settings.Settings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a command takes that is about the home of a running hub, and how it answers. */
final class HubOption {
  @Mixin DataOption data = new DataOption();
  @Mixin JsonOption format = new JsonOption();

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec = CommandSpec.create();

  Settings settings() {
    return data.settings();
  }

  Path folder() {
    return settings().dataFolder();
  }

  OperatorClient client() {
    return new OperatorClient(folder());
  }

  static ObjectNode body() {
    return JsonNodeFactory.instance.objectNode();
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** For a program one object; for a person a sentence. */
  void say(JsonNode answer, String sentence) {
    out().println(format.json ? answer.toString() : sentence);
    out().flush();
  }

  /** A line for a person; a program does not get it. */
  void remark(String sentence) {
    if (!format.json) {
      out().println(sentence);
      out().flush();
    }
  }
}
