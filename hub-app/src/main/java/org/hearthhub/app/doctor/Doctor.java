package org.hearthhub.app.doctor;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.hearthhub.app.operator.OperatorClient;
import org.hearthhub.app.settings.Settings;
import org.hearthhub.vault.Vault;

/** Looks a home over, from outside and, where a hub runs, by asking it. Changes nothing. */
public final class Doctor {
  private final Settings settings;
  private final InstantSource clock;

  public Doctor(Settings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** What was found, in the order in which it was looked at. */
  public List<Finding> lookOver() {
    Path folder = settings.dataFolder();
    if (!Vault.exists(folder)) {
      return List.of(
          Finding.problem(
              "store",
              "There is no home in %s.".formatted(folder),
              "Start one with 'hearth run', bring one back with 'hearth restore', or name its"
                  + " folder with --data."));
    }
    OperatorClient hub = new OperatorClient(folder);
    boolean runs = hub.isRunning();
    List<Finding> found = new ArrayList<>(new FilesCheckup(settings, folder, clock).findings(runs));
    found.addAll(new NetworkCheckup(settings).findings(runs));
    if (runs) {
      found.addAll(new HubCheckup(hub).findings());
    } else {
      found.add(
          Finding.note(
              "store",
              "No hub runs on this home, so its keys, backups and devices were not looked at.",
              "Start it with 'hearth run' and ask again; 'hearth verify' checks the store"
                  + " meanwhile."));
    }
    return List.copyOf(found);
  }
}
