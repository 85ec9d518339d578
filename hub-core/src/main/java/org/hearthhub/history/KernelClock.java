package org.hearthhub.history;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Linux whether its clock is kept right by a time server: adjtimex(2) that changes nothing
 * needs no privilege, and answers TIME_ERROR while nobody does. Every server sets it, as chrony,
 * ntpd and systemd-timesyncd do.
 */
final class KernelClock {
  private static final Logger log = LoggerFactory.getLogger(KernelClock.class);

  /** More than struct timex has anywhere. */
  private static final long ROOM = 512;

  private static final int TIME_ERROR = 5;

  private KernelClock() {}

  /** False, too, where nobody can tell. */
  @SuppressWarnings("restricted") // what is called is this function, as its manual page has it
  static boolean isSynchronised() {
    try (Arena arena = Arena.ofConfined()) {
      Linker linker = Linker.nativeLinker();
      Optional<MemorySegment> adjtimex =
          linker
              .defaultLookup()
              .find("adjtimex")
              .or(() -> SymbolLookup.loaderLookup().find("adjtimex"));
      if (adjtimex.isEmpty()) {
        return false;
      }
      // All zero: no mode, so nothing is set.
      MemorySegment timex = arena.allocate(ROOM, Long.BYTES);
      int state =
          (int)
              linker
                  .downcallHandle(
                      adjtimex.get(),
                      FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS))
                  .invokeExact(timex);
      return state >= 0 && state < TIME_ERROR;
    } catch (Throwable cannotTell) {
      log.debug("Whether the clock is synchronised cannot be asked", cannotTell);
      return false;
    }
  }
}
