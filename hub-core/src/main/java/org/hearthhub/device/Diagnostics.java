package org.hearthhub.device;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What finding devices met so far: where the hub listens, what it sent and heard there, what it
 * could not understand, and what a person can do. Counts are since the start of the hub.
 *
 * @param at when this was taken
 * @param parts one for each adapter, in the order in which they were started
 */
public record Diagnostics(Instant at, List<Part> parts) {
  /** At most so many bytes of a datagram that was not understood are kept. */
  public static final int MOST_BYTES = 64;

  public Diagnostics {
    parts = List.copyOf(parts);
  }

  /**
   * What one adapter tells.
   *
   * @param adapter its name, for example {@code coap}
   * @param places the addresses of this machine that it uses
   * @param ports the ports that it uses, or would use if nobody else held them
   * @param names names that were taken when the hub asked for them
   * @param strange what was heard and not understood, the latest first; a bounded number
   * @param strangeInAll how often anything was heard and not understood
   * @param advice what a person can do, the most pressing first
   */
  public record Part(
      String adapter,
      List<Place> places,
      List<Port> ports,
      List<NameConflict> names,
      List<Strange> strange,
      long strangeInAll,
      List<Advice> advice) {
    public Part {
      places = List.copyOf(places);
      ports = List.copyOf(ports);
      names = List.copyOf(names);
      strange = List.copyOf(strange);
      advice = List.copyOf(advice);
    }

    /** Of an adapter that has nothing to tell. */
    public static Part nothing(String adapter) {
      return new Part(adapter, List.of(), List.of(), List.of(), List.of(), 0, List.of());
    }
  }

  /**
   * An address of this machine that an adapter uses.
   *
   * @param networkInterface for example {@code eth0}
   * @param address numeric, an IPv6 one with its zone where it has one
   * @param group the multicast group that is heard there, numeric; empty if none is
   * @param sent what left from there, by sort
   * @param heard what arrived there, by sort
   */
  public record Place(
      String networkInterface,
      String address,
      Optional<String> group,
      List<Tally> sent,
      List<Tally> heard) {
    public Place {
      sent = List.copyOf(sent);
      heard = List.copyOf(heard);
    }
  }

  /**
   * How often something was sent or heard.
   *
   * @param what in a person's words and the plural, for example {@code calls to everybody}
   * @param last when it happened last; empty if it never did
   */
  public record Tally(String what, long count, Optional<Instant> last) {}

  /**
   * A UDP port at one address.
   *
   * @param ours whether the hub has it there
   * @param holder the short name of the other program that has it, where that can be told
   */
  public record Port(int number, String address, boolean ours, Optional<String> holder) {}

  /**
   * A name that another machine on the network already had.
   *
   * @param wanted for example {@code hearth-7k3m.local}
   * @param used what the hub is called there instead
   */
  public record NameConflict(String wanted, String used) {}

  /**
   * Something that was heard and not understood.
   *
   * @param from numeric address and port
   * @param last when it came last
   * @param times how often it came from there
   * @param why what is wrong with it, as a sentence
   * @param hex its first bytes, at most {@link #MOST_BYTES}, as lower-case hexadecimal digits
   * @param length how many bytes it had in all
   */
  public record Strange(
      String from, Instant last, long times, String why, String hex, int length) {}

  /**
   * What a person can do.
   *
   * @param code stable kebab-case word for programs
   * @param sentence what is the matter and what to do
   */
  public record Advice(String code, String sentence) {}
}
