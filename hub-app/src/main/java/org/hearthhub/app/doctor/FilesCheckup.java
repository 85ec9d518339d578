package org.hearthhub.app.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hearthhub.app.compose.Keys;
import org.hearthhub.app.settings.Settings;

/** What can be seen of a home from outside: its files, their disk, its key, its certificate. */
final class FilesCheckup {
  private static final long LITTLE_SPACE = 500_000_000;
  private static final Duration SOON = Duration.ofDays(14);
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.copyOf(PosixFilePermissions.fromString("---rwxrwx"));

  private final Settings settings;
  private final Path folder;
  private final InstantSource clock;
  private final List<Finding> findings = new ArrayList<>();

  FilesCheckup(Settings settings, Path folder, InstantSource clock) {
    this.settings = settings;
    this.folder = folder;
    this.clock = clock;
  }

  /**
   * @param runs whether a hub runs, which then knows better what opens it
   */
  List<Finding> findings(boolean runs) {
    permissions();
    Optional<Path> key = keyFile(runs);
    key.ifPresent(this::sameDisk);
    space();
    certificate();
    return findings;
  }

  private void permissions() {
    List<Path> open = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder, 2)) {
      files.filter(FilesCheckup::isOpenToOthers).forEach(open::add);
    } catch (IOException unreadable) {
      findings.add(
          Finding.problem(
              "files",
              "The data folder %s cannot be read.".formatted(folder),
              "Run this as the user whose hub it is."));
      return;
    }
    if (open.isEmpty()) {
      findings.add(Finding.fine("files", "Only its owner can read " + folder + "."));
    } else {
      findings.add(
          Finding.problem(
              "files",
              "Other users of this machine can read %s%s."
                  .formatted(
                      open.getFirst(),
                      open.size() > 1 ? " and " + (open.size() - 1) + " more" : ""),
              "Take that away with: chmod -R go= " + folder));
    }
  }

  private static boolean isOpenToOthers(Path file) {
    try {
      return !Files.isSymbolicLink(file)
          && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains);
    } catch (IOException goneMeanwhile) {
      return false;
    }
  }

  private Optional<Path> keyFile(boolean runs) {
    if (settings.credential().isPresent()) {
      findings.add(
          Finding.fine("keys", "systemd hands the hub a credential that opens its store."));
      return Optional.empty();
    }
    Path key = settings.keyFile().orElseGet(() -> new Keys(settings).usualKeyFile(folder));
    if (!Files.exists(key) && runs) {
      return Optional.empty();
    }
    if (!Files.exists(key)) {
      findings.add(
          Finding.note(
              "keys",
              "There is no key file at %s, so after a restart the home waits for somebody to unlock it."
                  .formatted(key),
              "If that is not meant: hearth keys add --key-file " + key));
      return Optional.empty();
    }
    if (isOpenToOthers(key)) {
      findings.add(
          Finding.problem(
              "keys",
              "Other users of this machine can read the key file %s.".formatted(key),
              "Take that away with: chmod go= " + key));
    }
    return Optional.of(key);
  }

  private void sameDisk(Path key) {
    try {
      FileStore ofKey = Files.getFileStore(key);
      if (ofKey.equals(Files.getFileStore(folder))) {
        findings.add(
            Finding.note(
                "keys",
                "The key file lies on the same disk as the data: whoever takes the disk can read"
                    + " everything, whoever copies the data folder cannot.",
                "If the disk may be stolen, put the key file on a stick, use a systemd credential,"
                    + " or choose that the past waits for you after a restart."));
      } else {
        findings.add(Finding.fine("keys", "The key file lies on another disk than the data."));
      }
    } catch (IOException unknown) {
      // Then nothing can be said.
    }
  }

  private void space() {
    try {
      long free = Files.getFileStore(folder).getUsableSpace();
      String megabytes =
          "%,d MB are free on the disk of the data folder.".formatted(free / 1_000_000);
      findings.add(
          free < LITTLE_SPACE
              ? Finding.problem(
                  "disk",
                  megabytes,
                  "Make room, or let Hearth keep less: the page on storage sets how long.")
              : Finding.fine("disk", megabytes));
    } catch (IOException unknown) {
      findings.add(
          Finding.problem("disk", "The disk of the data folder cannot be read.", "Look after it."));
    }
  }

  private void certificate() {
    Path file = folder.resolve("tls/server.pem");
    if (!Files.exists(file)) {
      findings.add(
          Finding.note(
              "certificates", "There is no certificate yet.", "The next start makes one."));
      return;
    }
    try (InputStream pem = Files.newInputStream(file)) {
      X509Certificate certificate =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
      Instant ends = certificate.getNotAfter().toInstant();
      findings.add(
          ends.isBefore(clock.instant().plus(SOON))
              ? Finding.problem(
                  "certificates",
                  "The certificate of this hub ends or ended on %s.".formatted(ends),
                  "A hub that runs renews it by itself; is the clock of this machine right?")
              : Finding.fine("certificates", "The certificate is good until %s.".formatted(ends)));
    } catch (IOException | GeneralSecurityException unreadable) {
      findings.add(
          Finding.problem(
              "certificates",
              "The certificate %s cannot be read.".formatted(file),
              "Move it away; the next start makes another."));
    }
  }
}
