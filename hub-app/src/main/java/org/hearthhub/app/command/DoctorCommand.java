package org.hearthhub.app.command;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.hearthhub.app.doctor.Doctor;
import org.hearthhub.app.doctor.Finding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code hearth doctor}: what is well and what needs a person. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Looks the home over: store, keys, files, disk, backups, certificates and network. Changes"
          + " nothing. Exit code 1 if something needs a person.",
      ""
    },
    footer = {"", "Examples:", "  hearth doctor", "  hearth doctor --json | jq .advice"})
final class DoctorCommand implements Callable<Integer> {
  @Mixin HubOption hub = new HubOption();
  @Mixin KeyOption key = new KeyOption();

  @Override
  public Integer call() {
    List<Finding> findings = new Doctor(key.settings(hub.data), InstantSource.system()).lookOver();
    for (Finding finding : findings) {
      String level = finding.level().name().toLowerCase(Locale.ROOT);
      hub.say(
          HubOption.body()
              .put("level", level)
              .put("about", finding.about())
              .put("sentence", finding.sentence())
              .put("advice", finding.advice()),
          "%-8s %-13s %s".formatted(level, finding.about(), inWords(finding)));
    }
    boolean well = findings.stream().noneMatch(finding -> finding.level() == Finding.Level.PROBLEM);
    hub.remark(well ? "Nothing needs you." : "What is marked 'problem' needs you.");
    return well ? 0 : 1;
  }

  private static String inWords(Finding finding) {
    return finding.advice().isEmpty()
        ? finding.sentence()
        : finding.sentence() + " " + finding.advice();
  }
}
