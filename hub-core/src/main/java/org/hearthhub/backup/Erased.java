package org.hearthhub.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hearthhub.problem.Problem;
import org.hearthhub.vault.BackupOpener;
import org.hearthhub.vault.Erasure;
import org.hearthhub.vault.Vault;

/**
 * What is known to have been erased for good after a backup was made: from the list beside it, and
 * from the newest backup beside it that opens. Neither can be made to say less by whoever has only
 * the folder, but both can be deleted: so it also says up to when it knows. Immutable.
 */
final class Erased {
  private static final int MOST_TRIED = 3;

  private final Collection<Erasure> erasures;
  private final Instant knownTo;

  private Erased(Collection<Erasure> erasures, Instant knownTo) {
    this.erasures = List.copyOf(erasures);
    this.knownTo = knownTo;
  }

  static Erased beside(
      Path container, ContainerHeader header, Manifest manifest, BackupOpener opener) {
    Map<Long, Erasure> found = new LinkedHashMap<>();
    Instant knownTo = manifest.made();
    for (ErasureList list : lists(container.toAbsolutePath(), header, opener)) {
      list.erasures().forEach(erasure -> found.put(erasure.id(), erasure));
      knownTo = list.asOf().isAfter(knownTo) ? list.asOf() : knownTo;
    }
    manifest.erased().forEach(before -> found.remove(before.id()));
    return new Erased(found.values(), knownTo);
  }

  private static List<ErasureList> lists(
      Path container, ContainerHeader header, BackupOpener opener) {
    BackupNames names = BackupNames.of(header.vaultId());
    Optional<ErasureList> beside = list(container.resolveSibling(names.erasures()), header, opener);
    Optional<ErasureList> newest =
        newer(container, names).stream()
            .flatMap(file -> list(file, header, opener).stream())
            .findFirst();
    return Stream.concat(beside.stream(), newest.stream()).toList();
  }

  /** The newest backups beside it that were made later, the newest first. */
  private static List<Path> newer(Path container, BackupNames names) {
    Path folder = container.getParent();
    if (folder == null) {
      return List.of();
    }
    String own = String.valueOf(container.getFileName());
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(
              file -> {
                String name = String.valueOf(file.getFileName());
                return names.isBackup(name) && name.compareTo(own) > 0;
              })
          .sorted(Comparator.comparing(Path::toString).reversed())
          .limit(MOST_TRIED)
          .toList();
    } catch (IOException unreadable) {
      return List.of();
    }
  }

  /** Empty if it is not there, another home's, damaged, or does not open with this secret. */
  private static Optional<ErasureList> list(
      Path file, ContainerHeader expected, BackupOpener opener) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (ContainerReader reader = ContainerReader.open(file)) {
      ContainerHeader header = reader.header();
      if (!Arrays.equals(header.vaultId(), expected.vaultId())) {
        return Optional.empty();
      }
      Optional<byte[]> key =
          opener.open(header.vaultId(), header.containerId(), header.recipients());
      if (key.isEmpty()) {
        return Optional.empty();
      }
      try {
        byte[] octets = reader.manifest(key.get());
        return Optional.of(
            switch (header.kind()) {
              case ERASURES -> ErasureList.parse(octets);
              case BACKUP -> {
                Manifest manifest = reader.parse(octets);
                yield new ErasureList(manifest.made(), manifest.erased());
              }
            });
      } finally {
        Arrays.fill(key.get(), (byte) 0);
      }
    } catch (Problem | DateTimeException damaged) {
      return Optional.empty();
    }
  }

  long count() {
    return erasures.size();
  }

  Instant knownTo() {
    return knownTo;
  }

  void applyTo(Vault vault) {
    erasures.forEach(vault::apply);
  }
}
