package org.hearthhub.app.command;

import org.hearthhub.app.log.StderrLog;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code hearth} itself: says what there is. */
@Command(
    name = "hearth",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {"A smart-home hub that lives in the home and talks to nobody else.", ""},
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      RunCommand.class,
      SimulateCommand.class,
      DevicesCommand.class,
      InboxCommand.class,
      InitCommand.class,
      UnlockCommand.class,
      KeysCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      VerifyCommand.class,
      ExportCommand.class,
      ForgetCommand.class,
      AuditCommand.class,
      ResetPasswordCommand.class,
      DoctorCommand.class,
      BenchCommand.class
    },
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Examples:",
      "  hearth demo                     a throw-away hub with a simulated home, on this machine"
          + " only",
      "  hearth run                      the hub of this home",
      "  hearth inbox                    what was found and waits to be accepted",
      "  hearth devices --json           the home's devices, for a program",
      "",
      "'hearth COMMAND --help' says more. Exit codes: 0 done, 1 failed, 2 wrong usage."
    })
final class HearthCommand implements Runnable {
  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Say more in the log, which goes to standard error.")
  void verbose(boolean more) {
    if (more) {
      StderrLog.sayMore();
    }
  }

  @Override
  public void run() {
    throw new ParameterException(new CommandLine(spec), "A command is missing");
  }
}
