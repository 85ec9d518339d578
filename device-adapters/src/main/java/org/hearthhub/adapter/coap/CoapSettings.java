package org.hearthhub.adapter.coap;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the CoAP adapter meets the network.
 *
 * @param interfaces names of the network interfaces to use; all when empty
 * @param port the port listened on, 0 for any
 * @param securePort the port listened on for paired devices that call, 0 for any; where it is
 *     taken, any until it is free
 * @param groupPort the port of the multicast groups, for what is sent and heard; 0 for no multicast
 * @param loopbackOnly this machine only: nothing else is listened on, looked at or answered
 * @param pace how patient and how eager it is
 */
public record CoapSettings(
    List<String> interfaces,
    int port,
    int securePort,
    int groupPort,
    boolean loopbackOnly,
    Pace pace) {

  /** Nobody else's network is burdened by what stays on this machine. */
  private static final int ON_THIS_MACHINE_PER_SECOND = 500;

  public CoapSettings {
    interfaces = List.copyOf(interfaces);
  }

  /** The home's own network, on the standard port. */
  public static CoapSettings home() {
    return new CoapSettings(List.of(), 5683, 5684, 5683, false, Pace.gentle());
  }

  /** This machine only, on any port, with the standard multicast port. */
  public static CoapSettings loopback() {
    return new CoapSettings(
        List.of(), 0, 0, 5683, true, Pace.gentle().asking(ON_THIS_MACHINE_PER_SECOND));
  }

  public CoapSettings on(String networkInterface) {
    return new CoapSettings(
        List.of(networkInterface), port, securePort, groupPort, loopbackOnly, pace);
  }

  public CoapSettings withPort(int newPort) {
    return new CoapSettings(interfaces, newPort, securePort, groupPort, loopbackOnly, pace);
  }

  public CoapSettings withSecurePort(int newPort) {
    return new CoapSettings(interfaces, port, newPort, groupPort, loopbackOnly, pace);
  }

  public CoapSettings withGroupPort(int newGroupPort) {
    return new CoapSettings(interfaces, port, securePort, newGroupPort, loopbackOnly, pace);
  }

  public CoapSettings at(Pace newPace) {
    return new CoapSettings(interfaces, port, securePort, groupPort, loopbackOnly, newPace);
  }

  /** The one interface asked for, where there is only one. */
  Optional<String> onlyInterface() {
    return interfaces.size() == 1 ? Optional.of(interfaces.getFirst()) : Optional.empty();
  }

  /**
   * How patient and how eager the adapter is.
   *
   * @param acknowledgement ACK_TIMEOUT of RFC 7252 section 4.8
   * @param retransmissions MAX_RETRANSMIT of RFC 7252 section 4.8
   * @param answer how long one question to a device may take while it is being looked at
   * @param leastSilence an observed device is not asked again before it was silent so long, even if
   *     its Max-Age is shorter
   * @param mostSilence a silent device is asked after so long, even if its Max-Age is longer
   * @param firstRetry after this a device that did not answer is tried again, then ever later
   * @param lastRetry the longest pause between two tries
   * @param poll the shortest pause between two questions to a resource that cannot be observed
   * @param firstLook pause between the first and the second multicast look around, doubled each
   *     time; and between two looks at this machine's own addresses
   * @param lastLook the longest pause between two looks around
   * @param leisure within which a call to everybody is answered (RFC 7252 section 8.2)
   * @param questionsPerSecond how many datagrams a second it sends to devices it looks at while
   *     nobody waits for it
   */
  public record Pace(
      Duration acknowledgement,
      int retransmissions,
      Duration answer,
      Duration leastSilence,
      Duration mostSilence,
      Duration firstRetry,
      Duration lastRetry,
      Duration poll,
      Duration firstLook,
      Duration lastLook,
      Duration leisure,
      int questionsPerSecond) {

    /** For a home: standard CoAP timing, quiet on the network. */
    public static Pace gentle() {
      return new Pace(
          Duration.ofSeconds(2),
          4,
          Duration.ofSeconds(10),
          Duration.ofSeconds(20),
          Duration.ofMinutes(15),
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofSeconds(30),
          Duration.ofSeconds(10),
          Duration.ofMinutes(10),
          Duration.ofSeconds(5),
          8);
    }

    /** The same, asking so many questions a second. */
    Pace asking(int newQuestionsPerSecond) {
      return new Pace(
          acknowledgement,
          retransmissions,
          answer,
          leastSilence,
          mostSilence,
          firstRetry,
          lastRetry,
          poll,
          firstLook,
          lastLook,
          leisure,
          newQuestionsPerSecond);
    }

    /** For tests: what takes minutes in a home takes a second or two. */
    public static Pace quick() {
      return new Pace(
          Duration.ofMillis(500),
          2,
          Duration.ofSeconds(10),
          Duration.ofMillis(300),
          Duration.ofMillis(900),
          Duration.ofMillis(200),
          Duration.ofMillis(500),
          Duration.ofMillis(250),
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofMillis(200),
          500);
    }
  }
}
