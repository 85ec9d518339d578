package org.hearthhub.adapter.simulator;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import org.hearthhub.problem.Invalid;

/**
 * How a simulated home is set up; begin with {@link #of} and change what differs.
 *
 * @param devices how many, 1 to 2,000; after the named ones come generic sensors
 * @param hubs where the devices register (RFC 9176); none to be found by multicast alone
 * @param address each device gets a port of its own there
 * @param seed the same seed gives the same days
 * @param clock the home's time
 * @param zone where its day begins
 * @param arrival the devices come in one after the other over this time
 * @param multicast whether they answer multicast on the interface of the address
 * @param lifetime how long a registration lasts; renewed at two thirds
 * @param prefix begins each endpoint name; two homes on one network need different ones
 * @param plain whether all are {@link PlainSensor}s
 */
public record SimulationSettings(
    int devices,
    List<InetSocketAddress> hubs,
    InetAddress address,
    long seed,
    InstantSource clock,
    ZoneId zone,
    Duration arrival,
    boolean multicast,
    Duration lifetime,
    String prefix,
    boolean plain) {
  /** The most devices that one process simulates. */
  public static final int MAX_DEVICES = 2_000;

  /** How many devices have a room, a purpose and a life of their own. */
  public static final int NAMED_DEVICES = 22;

  public SimulationSettings {
    hubs = List.copyOf(hubs);
    if (devices < 1 || devices > MAX_DEVICES) {
      throw new Invalid(
          "bad-device-count", "A simulated home has 1 to " + MAX_DEVICES + " devices.");
    }
    if (!prefix.matches("[a-z0-9]{1,20}")) {
      throw new Invalid(
          "bad-prefix", "The prefix of a simulated home has 1 to 20 small letters and digits.");
    }
  }

  /** So many devices on 127.0.0.1, found by multicast there, at once, in today's time. */
  public static SimulationSettings of(int devices) {
    return new SimulationSettings(
        devices,
        List.of(),
        InetAddress.ofLiteral("127.0.0.1"),
        1,
        Clock.systemUTC(),
        ZoneId.systemDefault(),
        Duration.ZERO,
        true,
        Duration.ofMinutes(5),
        "sim",
        false);
  }

  public SimulationSettings registeringWith(InetSocketAddress... newHubs) {
    return new SimulationSettings(
        devices,
        List.of(newHubs),
        address,
        seed,
        clock,
        zone,
        arrival,
        multicast,
        lifetime,
        prefix,
        plain);
  }

  public SimulationSettings at(InetAddress newAddress) {
    return new SimulationSettings(
        devices, hubs, newAddress, seed, clock, zone, arrival, multicast, lifetime, prefix, plain);
  }

  public SimulationSettings seeded(long newSeed) {
    return new SimulationSettings(
        devices, hubs, address, newSeed, clock, zone, arrival, multicast, lifetime, prefix, plain);
  }

  public SimulationSettings by(InstantSource newClock, ZoneId newZone) {
    return new SimulationSettings(
        devices, hubs, address, seed, newClock, newZone, arrival, multicast, lifetime, prefix,
        plain);
  }

  public SimulationSettings arrivingOver(Duration newArrival) {
    return new SimulationSettings(
        devices, hubs, address, seed, clock, zone, newArrival, multicast, lifetime, prefix, plain);
  }

  public SimulationSettings withoutMulticast() {
    return new SimulationSettings(
        devices, hubs, address, seed, clock, zone, arrival, false, lifetime, prefix, plain);
  }

  public SimulationSettings registeringFor(Duration newLifetime) {
    return new SimulationSettings(
        devices, hubs, address, seed, clock, zone, arrival, multicast, newLifetime, prefix, plain);
  }

  public SimulationSettings named(String newPrefix) {
    return new SimulationSettings(
        devices, hubs, address, seed, clock, zone, arrival, multicast, lifetime, newPrefix, plain);
  }

  /** Nothing but {@link PlainSensor}s, of which it can be told whether a reading is missing. */
  public SimulationSettings plainOnly() {
    return new SimulationSettings(
        devices, hubs, address, seed, clock, zone, arrival, multicast, lifetime, prefix, true);
  }
}
