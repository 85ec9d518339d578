package org.hearthhub.adapter.coap;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Finds out which program holds a UDP port, from Linux' {@code /proc}, as far as it lets us. */
final class PortOwner {
  private PortOwner() {}

  /** The short name of the program that holds it at any address; empty if it cannot be told. */
  static Optional<String> of(int port) {
    return of(port, local -> true);
  }

  /** As {@link #of(int)}, of who holds it at that address, or at all of them. */
  static Optional<String> of(int port, InetAddress address) {
    String own = hex(address.getAddress());
    return of(port, local -> local.equals(own) || local.matches("0+"));
  }

  /** As the kernel writes addresses: words of four bytes, each in the machine's own order. */
  private static String hex(byte[] address) {
    StringBuilder hex = new StringBuilder();
    ByteBuffer words = ByteBuffer.wrap(address).order(ByteOrder.nativeOrder());
    while (words.hasRemaining()) {
      hex.append(String.format(Locale.ROOT, "%08X", words.getInt()));
    }
    return hex.toString();
  }

  private static Optional<String> of(int port, Predicate<String> at) {
    Set<String> sockets = new HashSet<>();
    String suffix = String.format(Locale.ROOT, ":%04X", port);
    for (String table : new String[] {"/proc/net/udp", "/proc/net/udp6"}) {
      try {
        for (String line : Files.readAllLines(Path.of(table))) {
          String[] columns = line.strip().split("\\s+", 16);
          if (columns.length > 9
              && columns[1].endsWith(suffix)
              && at.test(columns[1].substring(0, columns[1].length() - suffix.length()))) {
            sockets.add("socket:[" + columns[9] + "]");
          }
        }
      } catch (IOException notLinux) {
        return Optional.empty();
      }
    }
    return sockets.isEmpty() ? Optional.empty() : holder(sockets);
  }

  private static Optional<String> holder(Set<String> sockets) {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
      for (Path process : processes) {
        if (holds(process, sockets)) {
          return Optional.of(Files.readString(process.resolve("comm")).strip());
        }
      }
    } catch (IOException | DirectoryIteratorException hidden) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  private static boolean holds(Path process, Set<String> sockets) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path file : files) {
        if (sockets.contains(Files.readSymbolicLink(file).toString())) {
          return true;
        }
      }
      return false;
    } catch (IOException | DirectoryIteratorException notOurs) {
      return false;
    }
  }
}
