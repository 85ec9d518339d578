package org.hearthhub.app.command;

import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.hearthhub.app.operator.OperatorClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code hearth inbox}: what was found and waits for a person. */
@Command(
    name = "inbox",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {"Lists what was found on the network and waits to be accepted or ignored.", ""},
    subcommands = {InboxCommand.Accept.class, InboxCommand.Ignore.class, InboxCommand.Add.class},
    footer = {
      "",
      "Examples:",
      "  hearth inbox",
      "  hearth inbox accept k3f9 --title \"Reading lamp\" --room \"Living room\"",
      "  hearth inbox ignore k3f9",
      "  hearth inbox add 192.168.1.20"
    })
final class InboxCommand implements Runnable {
  private static final String INBOX = "/api/v1/inbox";

  @Mixin DataOption data = new DataOption();
  @Mixin JsonOption format = new JsonOption();
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    JsonNode entries = hub(data).get(INBOX);
    if (format.json) {
      entries.forEach(entry -> out.println(entry));
      return;
    }
    if (entries.isEmpty()) {
      out.println(
          "Nothing waits. A device that is not found can be added: hearth inbox add ADDRESS");
      return;
    }
    Table table = new Table("ID", "TITLE", "KIND", "ADDRESS", "WHY");
    for (JsonNode entry : entries) {
      table.row(
          entry.path("id").asString(""),
          entry.path("title").asString(""),
          entry.path("kind").asString(""),
          entry.path("address").asString(""),
          entry.path("why").asString(""));
    }
    table.print(out);
  }

  private static OperatorClient hub(DataOption data) {
    return new OperatorClient(data.settings().dataFolder());
  }

  private static String entry(String id) {
    return INBOX + "/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
  }

  /** {@code hearth inbox accept}. */
  @Command(
      name = "accept",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = "Makes it a device of this home.")
  static final class Accept implements Runnable {
    @Mixin DataOption data = new DataOption();
    @Mixin JsonOption format = new JsonOption();
    @Spec CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "ID", description = "As 'hearth inbox' lists it.")
    String id = "";

    @Option(
        names = "--title",
        paramLabel = "TITLE",
        description = "What you call it. Usual: what it calls itself.")
    @Nullable String title;

    @Option(
        names = "--room",
        paramLabel = "ROOM",
        description = "Where it is; a room that does not exist is made.")
    @Nullable String room;

    @Override
    public void run() {
      ObjectNode body = JsonNodeFactory.instance.objectNode();
      if (title != null) {
        body.put("title", title);
      }
      if (room != null) {
        body.put("room", room);
      }
      JsonNode device = hub(data).post(entry(id) + "/accept", body);
      PrintWriter out = spec.commandLine().getOut();
      if (format.json) {
        out.println(device);
      } else {
        new Table("TITLE", "ROOM", "ID")
            .row(
                device.path("title").asString(""),
                device.path("room").path("title").asString(""),
                device.path("id").asString(""))
            .print(out);
      }
    }
  }

  /** {@code hearth inbox ignore}. */
  @Command(
      name = "ignore",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = "Keeps it out of the inbox from now on.")
  static final class Ignore implements Runnable {
    @Mixin DataOption data = new DataOption();

    @Parameters(paramLabel = "ID", description = "As 'hearth inbox' lists it.")
    String id = "";

    @Override
    public void run() {
      hub(data).delete(entry(id));
    }
  }

  /** {@code hearth inbox add}. */
  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = "Looks for a device at an address; what answers appears in the inbox.")
  static final class Add implements Runnable {
    @Mixin DataOption data = new DataOption();

    @Parameters(
        paramLabel = "ADDRESS",
        description = "For example 192.168.1.20, 192.168.1.20:5700, lamp.local, coap://[fe80::1].")
    String address = "";

    @Override
    public void run() {
      hub(data).post(INBOX, JsonNodeFactory.instance.objectNode().put("address", address));
    }
  }
}
