package org.hearthhub.backup;

import java.nio.file.Path;
import java.time.Instant;
import org.hearthhub.vault.BackupOpener;
import org.hearthhub.vault.Vault;

/** What is known to have been erased for good after a backup was made. Immutable. */
final class Erased {
  private final Instant knownTo;

  private Erased(Instant knownTo) {
    this.knownTo = knownTo;
  }

  /** What the list beside a backup and the newer backups say. */
  static Erased beside(
      Path container, ContainerHeader header, Manifest manifest, BackupOpener opener) {
    return new Erased(manifest.made());
  }

  long count() {
    return 0;
  }

  Instant knownTo() {
    return knownTo;
  }

  void applyTo(Vault vault) {}
}
