package org.hearthhub.backup;

import static org.hearthhub.backup.BackedUpHome.OWNER;
import static org.hearthhub.backup.BackedUpHome.device;

import java.nio.file.Path;
import java.time.Duration;
import org.hearthhub.SteppedClock;

/**
 * A process that makes one backup after the other and stores readings until somebody kills it; it
 * prints {@code r COUNT .} for what it was promised. Its argument: the folder of it all.
 */
final class KilledBackups {
  private KilledBackups() {}

  public static void main(String[] args) {
    Path temp = Path.of(args[0]);
    SteppedClock clock = new SteppedClock();
    BackedUpHome home = BackedUpHome.opened(temp, BackedUpHome.keyFile(temp), clock);
    int counted = BackedUpHome.counted(home.history, device(1));
    Thread.ofPlatform()
        .start(
            () -> {
              while (true) {
                clock.goOn(Duration.ofSeconds(1));
                home.backups.now(OWNER);
              }
            });
    while (true) {
      home.push(device(1), counted, counted + 20);
      counted += 20;
      System.out.println("r " + counted + " .");
    }
  }
}
