package org.hearthhub.app.command;

import java.io.PrintWriter;
import org.hearthhub.app.operator.OperatorClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code hearth devices}: what belongs to the home. */
@Command(
    name = "devices",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {"Lists the devices of the home, as the running hub knows them.", ""},
    footer = {"", "Examples:", "  hearth devices", "  hearth devices --json | jq -r .title"})
final class DevicesCommand implements Runnable {
  @Mixin DataOption data = new DataOption();
  @Mixin JsonOption format = new JsonOption();
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    JsonNode devices = new OperatorClient(data.settings().dataFolder()).get("/api/v1/devices");
    if (format.json) {
      devices.forEach(device -> out.println(device));
      return;
    }
    if (devices.isEmpty()) {
      out.println("No devices yet. See what was found with: hearth inbox");
      return;
    }
    Table table = new Table("TITLE", "ROOM", "KIND", "STATE", "ADDRESS", "ID");
    for (JsonNode device : devices) {
      table.row(
          device.path("title").asString(""),
          device.path("room").path("title").asString(""),
          device.path("kind").asString(""),
          device.path("status").path("state").asString(""),
          device.path("address").asString(""),
          device.path("id").asString(""));
    }
    table.print(out);
  }
}
