package org.hearthhub.web.safety;

import java.util.Optional;
import java.util.function.Function;
import org.hearthhub.backup.Finding;
import org.hearthhub.backup.Verification;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.web.door.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON form of what a check of the store found, also for the command line. */
public final class VerificationJson {
  private VerificationJson() {}

  /**
   * @param titles what devices are called, where that is known
   */
  public static ObjectNode found(Verification found, Function<DeviceId, Optional<String>> titles) {
    ObjectNode node =
        Json.object()
            .put("state", found.isWell() ? "well" : "damaged")
            .put("at", found.at().toString())
            .put("rows", found.rows())
            .put("opened", found.opened())
            .put("locked", found.locked())
            .put("erased", found.erased())
            .put("auditEntries", found.auditEntries())
            .put("moreFindings", found.moreFindings())
            .put("sentence", sentence(found));
    ArrayNode findings = node.putArray("findings");
    found.findings().forEach(finding -> finding(findings.addObject(), finding, titles));
    return node;
  }

  private static void finding(
      ObjectNode node, Finding finding, Function<DeviceId, Optional<String>> titles) {
    node.put("file", finding.file())
        .put("table", finding.table())
        .put("row", finding.row())
        .put("sentence", finding.sentence());
    finding
        .device()
        .ifPresent(
            device -> {
              node.put("device", device.toString());
              titles.apply(device).ifPresent(title -> node.put("title", title));
            });
  }

  private static String sentence(Verification found) {
    String looked =
        "%,d sealed rows were looked at and %,d of them opened."
            .formatted(found.rows(), found.opened());
    String locked =
        found.locked() == 0
            ? ""
            : " %,d could not be looked into because the past is locked.".formatted(found.locked());
    String damage =
        found.isWell()
            ? " Nothing is damaged."
            : " %,d places are damaged; everything else can be read."
                .formatted(found.findings().size() + found.moreFindings());
    return looked + locked + damage;
  }
}
