package org.hearthhub.device;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.hearthhub.problem.Refused;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Value;

/**
 * Speaks one protocol with the devices of a home. The hub starts each adapter once, attaches the
 * devices it is responsible for, sends commands, and closes it. Everything an adapter hears goes to
 * its {@link AdapterHost}. Implementations are thread-safe; commands come on virtual threads and
 * may block.
 */
public interface Adapter extends AutoCloseable {
  /** One lower-case word, for example {@code coap}; stored with each device it brings. */
  String name();

  /**
   * Begins to listen and to look around, gently. Returns once it listens.
   *
   * @throws org.hearthhub.problem.Problem if it cannot, for example because a port is taken
   */
  void start(AdapterHost host);

  /**
   * Whether it would know what to do with an address that a person typed, for example {@code
   * coap://192.168.1.20}, {@code 192.168.1.20:5700} or {@code lamp.local}.
   */
  boolean understandsAddress(String address);

  /**
   * Looks for a device at an address a person typed; what answers becomes a sighting later. Returns
   * at once.
   *
   * @throws org.hearthhub.problem.Invalid if the address cannot be one
   * @throws org.hearthhub.problem.Refused if it is not on the home's own network
   */
  void look(String address);

  /** Whether it would know how to ask all addresses of a subnet, written as a person types it. */
  default boolean understandsSubnet(String subnet) {
    return false;
  }

  /**
   * Asks each address of a subnet, slowly; what answers becomes a sighting. One at a time: a scan
   * that still runs is stopped first. Only ever because a person asked. Returns at once.
   *
   * @param subnet for example {@code 192.168.1.0/24}
   * @throws org.hearthhub.problem.Invalid if it is no subnet, or too large
   * @throws Refused if it is not on the home's own network
   */
  default void scan(String subnet) {
    throw new Refused(
        Refused.Reason.NOT_OFFERED, "no-scan", "This kind of device is not found by its address.");
  }

  /** How far the last scan has come; empty if there was none. */
  default Optional<Scan> scanning() {
    return Optional.empty();
  }

  /** Stops a scan that runs. */
  default void stopScan() {}

  /** What finding met so far. Before the start and after the close, nothing. */
  default Diagnostics.Part diagnostics() {
    return Diagnostics.Part.nothing(name());
  }

  /**
   * This device belongs to the home from now on: keep it observed, report what it says. Called
   * after an acceptance and for each known device at start. Returns at once.
   */
  void attach(AttachedDevice device);

  /** The device left the home: stop talking to it. Unknown ids are ignored. */
  void detach(DeviceId device);

  /**
   * Writes a property and finds out whether it took effect, by the protocol's confirmation or by
   * reading back. Blocks until known, at most for {@code patience}.
   */
  CommandOutcome write(DeviceId device, AffordanceName property, Value value, Duration patience);

  /**
   * Invokes an action. Blocks until the device answered, at most for {@code patience}. Never asked
   * of who describes no actions.
   */
  default CommandOutcome invoke(
      DeviceId device, AffordanceName action, Optional<Value> input, Duration patience) {
    return new CommandOutcome.Refused("This kind of device has no actions.");
  }

  /**
   * Has a device and the hub prove to each other that both know the secret of its label; what it
   * then offers becomes a sighting that is authenticated. Blocks until known, at most for the
   * attempt's patience. The place of a peer whose keys are kept is taken only where the attempt
   * says so; otherwise what comes of it is {@link PairingOutcome.Taken}.
   *
   * @throws org.hearthhub.problem.Invalid if the secret is too weak for what it would open
   */
  default PairingOutcome pair(PairingAttempt attempt) {
    return PairingOutcome.NotOffered.byThisAdapter();
  }

  /**
   * Waits for a device that calls by itself, under the attempt's name; until it is paired, the
   * attempt's patience is over or {@link #expectNobody} is called. Returns at once.
   *
   * @param told hears of each try: a wrong secret any number of times, a pairing once
   * @return {@link PairingOutcome.Awaited}, {@link PairingOutcome.Taken}, or that this adapter has
   *     no devices that call by themselves
   */
  default PairingOutcome expect(PairingAttempt attempt, Consumer<PairingOutcome> told) {
    return PairingOutcome.NotOffered.byThisAdapter();
  }

  /** The pairing window closed: nobody is expected any longer. */
  default void expectNobody() {}

  /**
   * The keys of a peer were forgotten: end what they still hold open. Unknown peers are ignored.
   */
  default void forgotten(String peer) {}

  /**
   * Under which user a device of this kind asks for a password before it obeys, if its owner had it
   * so and set no other; empty for a device that never asks for one.
   */
  default Optional<String> usualUser(DeviceId device) {
    return Optional.empty();
  }

  /**
   * Tries a user and a password at a device, changing nothing there. Sent nowhere but to where the
   * device was heard from last, and only if it asks. Blocks until known, at most for {@code
   * patience}. Never asked of a device without a {@linkplain #usualUser usual user}.
   */
  default LoginOutcome logIn(DeviceId device, DeviceLogin login, Duration patience) {
    return new LoginOutcome.NotAsked("Devices of this kind ask for no password.");
  }

  /** Stops talking and frees sockets and threads, within two seconds. */
  @Override
  void close();
}
