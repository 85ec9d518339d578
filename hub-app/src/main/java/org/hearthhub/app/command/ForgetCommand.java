package org.hearthhub.app.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.hearthhub.app.operator.OperatorClient;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.NotFound;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code hearth forget}: deletes the past of one device for good. */
@Command(
    name = "forget",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Deletes everything a device ever said, for good: its key is destroyed. The device itself"
          + " stays in the home.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  hearth forget \"Bedroom motion\"",
      "  hearth forget \"Bedroom motion\" --activity",
      "  hearth forget urn:uuid:6f1c1c6e-8d3c-4f0e-9d3b-2f5a0a5f7f11 --yes"
    })
final class ForgetCommand implements Callable<Integer> {
  @Mixin HubOption hub = new HubOption();
  @Mixin YesOption sure = new YesOption();

  @Option(
      names = "--activity",
      description = "Also take out what the activity tells of it: who did what with it, and when.")
  boolean activity;

  @Parameters(
      paramLabel = "DEVICE",
      description = "Its title, or its id; a device that was removed has only its id.")
  String device = "";

  @Override
  public Integer call() {
    OperatorClient client = hub.client();
    String id = id(client);
    sure.ask("Everything that “%s” ever said will be deleted for good.".formatted(device));
    JsonNode report =
        client.delete(
            "/api/v1/devices/"
                + HubPath.segment(id)
                + "/past"
                + (activity ? "?activity=true" : ""));
    if (hub.format.json) {
      hub.out().println(report);
    } else {
      print("", report.path("done"));
      print("NOT PROVEN: ", report.path("failures"));
      print("What may remain: ", report.path("remains"));
    }
    return report.path("failures").isEmpty() ? 0 : 1;
  }

  private void print(String before, JsonNode sentences) {
    sentences.forEach(sentence -> hub.remark(before + sentence.asString("")));
  }

  private String id(OperatorClient client) {
    if (device.startsWith("urn:uuid:")) {
      return device;
    }
    List<String> ids = new ArrayList<>();
    for (JsonNode each : client.get("/api/v1/devices")) {
      if (same(each.path("title").asString(""))) {
        ids.add(each.path("id").asString(""));
      }
    }
    if (ids.isEmpty()) {
      throw new NotFound(
          "no-such-device", "No device is called “%s”. See 'hearth devices'.".formatted(device));
    }
    if (ids.size() > 1) {
      throw new Invalid(
          "several-devices",
          "%d devices are called “%s”. Name one by its id: %s"
              .formatted(ids.size(), device, String.join(", ", ids)));
    }
    return ids.getFirst();
  }

  private boolean same(String title) {
    return title.toLowerCase(Locale.ROOT).equals(device.strip().toLowerCase(Locale.ROOT));
  }
}
