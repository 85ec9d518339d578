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
  private final boolean unsure;

  private Erased(Collection<Erasure> erasures, Instant knownTo, boolean unsure) {
    this.erasures = List.copyOf(erasures);
    this.knownTo = knownTo;
    this.unsure = unsure;
  }

  /** What a file beside the backup told. */
  private sealed interface Told {
    record Known(ErasureList list) implements Told {}

    /** It is of this home, and none of the secrets opens it, or it is damaged. */
    record Closed(Instant made) implements Told {}

    /** It is not there, or another home's. */
    record Nothing() implements Told {}
  }

  /**
   * @param secrets tried in their order
   */
  static Erased beside(
      Path container, ContainerHeader header, Manifest manifest, List<BackupOpener> secrets) {
    Map<Long, Erasure> found = new LinkedHashMap<>();
    Instant knownTo = manifest.made();
    Instant closed = Instant.MIN;
    for (Told told : told(container.toAbsolutePath(), header, secrets)) {
      switch (told) {
        case Told.Known(ErasureList list) -> {
          list.erasures().forEach(erasure -> found.put(erasure.id(), erasure));
          knownTo = list.asOf().isAfter(knownTo) ? list.asOf() : knownTo;
        }
        case Told.Closed(Instant made) -> closed = made.isAfter(closed) ? made : closed;
        case Told.Nothing() -> {}
      }
    }
    manifest.erased().forEach(before -> found.remove(before.id()));
    return new Erased(found.values(), knownTo, closed.isAfter(knownTo));
  }

  private static List<Told> told(
      Path container, ContainerHeader header, List<BackupOpener> secrets) {
    BackupNames names = BackupNames.of(header.vaultId());
    // A list is written after each backup and each erasure: closed, it may know the most of all.
    Told beside = told(container.resolveSibling(names.erasures()), Instant.MAX, header, secrets);
    Optional<Told> newest =
        newer(container, names).stream()
            .map(
                file ->
                    told(
                        file,
                        names.made(String.valueOf(file.getFileName())).orElse(Instant.MAX),
                        header,
                        secrets))
            .filter(told -> !(told instanceof Told.Nothing))
            .findFirst();
    return Stream.concat(Stream.of(beside), newest.stream()).toList();
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

  private static Told told(
      Path file, Instant made, ContainerHeader expected, List<BackupOpener> secrets) {
    if (!Files.isRegularFile(file)) {
      return new Told.Nothing();
    }
    try (ContainerReader reader = ContainerReader.open(file)) {
      ContainerHeader header = reader.header();
      if (!Arrays.equals(header.vaultId(), expected.vaultId())) {
        return new Told.Nothing();
      }
      Optional<byte[]> key =
          secrets.stream()
              .flatMap(
                  secret ->
                      secret
                          .open(header.vaultId(), header.containerId(), header.recipients())
                          .stream())
              .findFirst();
      if (key.isEmpty()) {
        return new Told.Closed(made);
      }
      try {
        byte[] octets = reader.manifest(key.get());
        return new Told.Known(
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
      return new Told.Closed(made);
    }
  }

  /** Whether something beside it may know more, and cannot be read. */
  boolean isUnsure() {
    return unsure;
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
