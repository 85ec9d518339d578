package org.hearthhub;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a process did to the files of one folder, call by call, as strace recorded it; and what a
 * disk holds if the power goes at some moment: surely what was synced, of the rest nothing, all, or
 * any part in any order. Names follow the directory's own sync, in order.
 */
final class DiskRecording {
  /** What became of writes that no sync had confirmed. */
  enum Unsynced {
    LOST,
    KEPT,
    ANY
  }

  private static final int SECTOR = 512;
  private static final Pattern CALL = Pattern.compile("(\\d+) +([a-z0-9]+)\\((.*)");
  private static final Pattern RESUMED =
      Pattern.compile("(\\d+) +<\\.\\.\\. f(data)?sync resumed.*");
  private static final Pattern FD = Pattern.compile("(\\d+)<([^>]*)>(.*)");

  private sealed interface Op {
    @SuppressWarnings("ArrayRecordComponent") // recorded, replayed, forgotten
    record Write(long at, byte[] octets) implements Op {}

    record Truncate(long length) implements Op {}
  }

  private static final class Content {
    private byte[] synced = new byte[0];
    private final List<Op> pending = new ArrayList<>();

    void sync(int upTo) {
      for (Op op : List.copyOf(pending.subList(0, upTo))) {
        synced = with(synced, op);
      }
      pending.subList(0, upTo).clear();
    }

    byte[] after(Unsynced unsynced, Random random) {
      byte[] octets = synced;
      for (Op op : pending) {
        octets =
            switch (unsynced) {
              case LOST -> octets;
              case KEPT -> with(octets, op);
              case ANY -> random.nextBoolean() ? with(octets, torn(op, random)) : octets;
            };
      }
      return octets;
    }

    private static Op torn(Op op, Random random) {
      if (op instanceof Op.Write(long at, byte[] octets)
          && octets.length > SECTOR
          && random.nextInt(4) == 0) {
        int sectors = 1 + random.nextInt(octets.length / SECTOR);
        return new Op.Write(at, Arrays.copyOf(octets, Math.min(octets.length, sectors * SECTOR)));
      }
      return op;
    }

    private static byte[] with(byte[] before, Op op) {
      return switch (op) {
        case Op.Truncate(long length) -> Arrays.copyOf(before, (int) length);
        case Op.Write(long at, byte[] octets) -> {
          byte[] after = Arrays.copyOf(before, (int) Math.max(before.length, at + octets.length));
          System.arraycopy(octets, 0, after, (int) at, octets.length);
          yield after;
        }
      };
    }
  }

  private record Syncing(Content content, int upTo, int names) {}

  private final Path folder;
  private final Map<String, Content> present = new LinkedHashMap<>();
  private final List<Map<String, Content>> names = new ArrayList<>();
  private final Map<String, Syncing> syncing = new HashMap<>();
  private final StringBuilder said = new StringBuilder();

  /** Up to which of the states in {@link #names} the directory is synced. */
  private int namesSynced;

  /** The folder as it is before the recording. */
  DiskRecording(Path folder) throws IOException {
    this.folder = folder;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Content content = new Content();
        content.synced = Files.readAllBytes(file);
        present.put(file.getFileName().toString(), content);
      }
    }
    names.add(Map.copyOf(present));
  }

  /** The command before the program to record. */
  static List<String> recorder(Path log) {
    return List.of(
        "strace",
        "-f",
        "--seccomp-bpf",
        "-y",
        "-xx",
        "-s",
        "1000000",
        "-o",
        log.toString(),
        "-e",
        "trace=openat,write,pwrite64,ftruncate,fsync,fdatasync,unlink");
  }

  /** Told after each call that changed a file or said something. */
  interface Watcher {
    void after(DiskRecording disk) throws IOException;
  }

  void play(Path log, Watcher watcher) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(log, StandardCharsets.US_ASCII)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (play(line)) {
          watcher.after(this);
        }
      }
    }
  }

  private boolean play(String line) {
    Matcher resumed = RESUMED.matcher(line);
    if (resumed.matches()) {
      Syncing begun = syncing.remove(resumed.group(1));
      return begun != null && synced(begun);
    }
    Matcher call = CALL.matcher(line);
    if (!call.matches()) {
      return false;
    }
    String rest = call.group(3);
    return switch (call.group(2)) {
      case "openat" -> opened(rest);
      case "unlink" -> renamed(() -> present.remove(name(text(rest))));
      default -> onFile(call.group(1), call.group(2), rest);
    };
  }

  private boolean onFile(String thread, String call, String rest) {
    Matcher fd = FD.matcher(rest);
    if (!fd.matches()) {
      return false;
    }
    if (fd.group(1).equals("1") && call.equals("write")) {
      said.append(new String(octets(fd.group(3)), StandardCharsets.US_ASCII));
      return true;
    }
    String path = new String(unhex(fd.group(2)), StandardCharsets.UTF_8);
    boolean unfinished = rest.endsWith("<unfinished ...>");
    if (path.equals(folder.toString())) {
      return sync(thread, new Syncing(new Content(), 0, names.size() - 1), unfinished);
    }
    Content content = present.get(name(path));
    if (content == null) {
      return false;
    }
    switch (call) {
      case "pwrite64" -> content.pending.add(new Op.Write(number(fd.group(3), 3), octets(rest)));
      case "ftruncate" -> content.pending.add(new Op.Truncate(number(fd.group(3), 1)));
      case "write" -> throw new IllegalStateException("a write at no place: " + path);
      default -> {
        return sync(thread, new Syncing(content, content.pending.size(), namesSynced), unfinished);
      }
    }
    return true;
  }

  private boolean sync(String thread, Syncing begun, boolean unfinished) {
    if (unfinished) {
      syncing.put(thread, begun);
      return false;
    }
    return synced(begun);
  }

  private boolean synced(Syncing ended) {
    ended.content().sync(ended.upTo());
    namesSynced = Math.max(namesSynced, ended.names());
    return true;
  }

  private boolean opened(String rest) {
    String name = name(text(rest));
    return rest.contains("O_CREAT")
        && !name.isEmpty()
        && !present.containsKey(name)
        && renamed(() -> present.put(name, new Content()));
  }

  private boolean renamed(Runnable change) {
    int before = present.size();
    change.run();
    if (present.size() == before) {
      return false;
    }
    names.add(Map.copyOf(present));
    return true;
  }

  /** A name in the folder, or one that is nowhere; what SQLite shares in memory is no file. */
  private String name(String path) {
    Path file = Path.of(path);
    boolean ours = folder.equals(file.getParent()) && !path.endsWith("-shm");
    return ours ? file.getFileName().toString() : "";
  }

  /** The whole lines that the process said since this was asked last. */
  List<String> newlySaid() {
    int end = said.lastIndexOf("\n") + 1;
    List<String> lines = said.substring(0, end).lines().toList();
    said.delete(0, end);
    return lines;
  }

  /** Writes what the disk holds if the power goes now. */
  void cutInto(Path to, Unsynced unsynced, Random random) throws IOException {
    Files.createDirectory(
        to, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    int newest = names.size() - 1;
    int of =
        switch (unsynced) {
          case LOST -> namesSynced;
          case KEPT -> newest;
          case ANY -> namesSynced + random.nextInt(newest - namesSynced + 1);
        };
    for (Map.Entry<String, Content> file : names.get(of).entrySet()) {
      Files.write(to.resolve(file.getKey()), file.getValue().after(unsynced, random));
    }
  }

  private static String text(String rest) {
    return new String(octets(rest), StandardCharsets.UTF_8);
  }

  /** The octets of the first string. */
  private static byte[] octets(String rest) {
    int from = rest.indexOf('"') + 1;
    int to = rest.indexOf('"', from);
    if (from == 0 || rest.startsWith("...", to + 1)) {
      throw new IllegalStateException("not recorded whole");
    }
    return unhex(rest.substring(from, to));
  }

  /** The number after so many commas. */
  private static long number(String rest, int commas) {
    String[] parts = rest.split(",", commas + 2);
    return Long.parseLong(parts[commas].strip().split("[^0-9]", 2)[0]);
  }

  private static byte[] unhex(String text) {
    byte[] octets = new byte[text.length() / 4];
    for (int i = 0; i < octets.length; i++) {
      octets[i] =
          (byte)
              (Character.digit(text.charAt(4 * i + 2), 16) << 4
                  | Character.digit(text.charAt(4 * i + 3), 16));
    }
    return octets;
  }
}
