package org.hearthhub.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hearthhub.audit.Subtrees;
import org.hearthhub.problem.Conflict;
import org.hearthhub.vault.Snapshot;
import org.hearthhub.vault.Vault;

/** Writes one backup under a name that says it is not finished. Thread-safe. */
final class Making {
  /** Headers, tags and the rounding of segments, generously. */
  private static final long OVERHEAD = 4 << 20;

  private final Vault vault;
  private final BackupNames names;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  Making(Vault vault, BackupNames names, InstantSource clock) {
    this.vault = vault;
    this.names = names;
    this.clock = clock;
  }

  /**
   * What was written.
   *
   * @param key of the container; to be wiped
   * @param fileDigest SHA-256 of the file as it was written
   */
  @SuppressWarnings("ArrayRecordComponent") // used while it is proven, then forgotten
  record Made(
      String name,
      Manifest manifest,
      Map<String, byte[]> digests,
      byte[] key,
      byte[] fileDigest,
      Duration pause) {}

  Made make(BackupFolder folder, Work work) {
    byte[] key = new byte[32];
    byte[] id = new byte[ContainerHeader.ID];
    random.nextBytes(key);
    random.nextBytes(id);
    Map<String, byte[]> extras = Extras.of(vault.folder());
    boolean finished = false;
    try (Snapshot snapshot = vault.snapshot()) {
      List<byte[]> recipients = vault.backupKeys().seal(key, id, snapshot);
      if (recipients.isEmpty()) {
        throw noSecret();
      }
      ContainerHeader header =
          new ContainerHeader(
              ContainerHeader.Kind.BACKUP,
              vault.backupKeys().vaultId(),
              id,
              ContainerWriter.SEGMENT,
              recipients);
      Made made = write(folder, header, key, snapshot, extras, work);
      finished = true;
      return made;
    } finally {
      extras.values().forEach(octets -> Arrays.fill(octets, (byte) 0));
      if (!finished) {
        Arrays.fill(key, (byte) 0);
      }
    }
  }

  private Made write(
      BackupFolder folder,
      ContainerHeader header,
      byte[] key,
      Snapshot snapshot,
      Map<String, byte[]> extras,
      Work work) {
    Instant made = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Manifest manifest = manifest(made, snapshot, extras);
    folder.requireRoom(manifest.bytes() + OVERHEAD);
    String name = free(folder, made);
    work.begin(BackupStatus.Doing.WRITING, manifest.bytes());
    MessageDigest sha256 = ContainerWriter.sha256();
    List<Map<String, byte[]>> digests = new ArrayList<>();
    folder.write(
        BackupNames.unfinished(name),
        out -> {
          ContainerWriter writer =
              new ContainerWriter(new DigestOutputStream(out, sha256), header, key);
          writer.manifest(manifest.toBytes());
          for (Snapshot.Image image : snapshot.images()) {
            writer.file(image.name(), image.length(), to -> image.copyTo(work.counting(to)));
          }
          for (Map.Entry<String, byte[]> extra : extras.entrySet()) {
            writer.file(
                extra.getKey(),
                extra.getValue().length,
                to -> writeTo(work.counting(to), extra.getValue()));
          }
          digests.add(writer.finish());
        });
    return new Made(name, manifest, digests.getFirst(), key, sha256.digest(), snapshot.pause());
  }

  /**
   * Writes beside the backups what was erased up to now, sealed as they are: for those that were
   * made before.
   */
  void makeErasureList(BackupFolder folder) {
    byte[] key = new byte[32];
    byte[] id = new byte[ContainerHeader.ID];
    random.nextBytes(key);
    random.nextBytes(id);
    try {
      ContainerHeader header =
          new ContainerHeader(
              ContainerHeader.Kind.ERASURES,
              vault.backupKeys().vaultId(),
              id,
              ContainerWriter.SEGMENT,
              vault.backupKeys().seal(key, id));
      byte[] list = new ErasureList(clock.instant(), vault.erasures()).toBytes();
      String unfinished = BackupNames.unfinished(names.erasures());
      folder.write(
          unfinished,
          out -> {
            ContainerWriter writer = new ContainerWriter(out, header, key);
            writer.manifest(list);
            writer.finish();
          });
      folder.rename(unfinished, names.erasures());
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static void writeTo(OutputStream out, byte[] octets) throws IOException {
    out.write(octets, 0, octets.length);
  }

  private Manifest manifest(Instant made, Snapshot snapshot, Map<String, byte[]> extras) {
    Subtrees root = Subtrees.empty();
    snapshot.commitments(root::add);
    List<Manifest.Item> items =
        Stream.concat(
                snapshot.images().stream()
                    .map(image -> new Manifest.Item(image.name(), image.length())),
                extras.entrySet().stream()
                    .map(each -> new Manifest.Item(each.getKey(), each.getValue().length)))
            .toList();
    return new Manifest(
        made, snapshot.tally(), root.root().octets(), vault.erasures(snapshot), items);
  }

  /** Two in one second, or after the clock was set back: the later gets the next second's name. */
  private String free(BackupFolder folder, Instant made) {
    Instant named = made;
    while (folder.has(names.of(named)) || folder.has(BackupNames.failed(names.of(named)))) {
      named = named.plusSeconds(1);
    }
    return names.of(named);
  }

  static Conflict noSecret() {
    return new Conflict(
        "no-backup-secret",
        "No passphrase and no recovery code could open a backup, so none is made. Add one, or type"
            + " the one you have once: 'hearth keys'.");
  }
}
