package org.hearthhub.adapter.simulator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.californium.core.network.Endpoint;
import org.hearthhub.thing.Value;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One device of a simulated home, with its own CoAP endpoint and port. Thread-safe. */
public final class SimulatedDevice {
  private static final Logger LOG = LoggerFactory.getLogger(SimulatedDevice.class);
  private static final Duration TEST_ALARM = Duration.ofSeconds(30);
  private static final Duration LONGEST_ALARM = Duration.ofMinutes(10);

  private final Blueprint blueprint;
  private final String endpointName;
  private final SimulatedHome.Shared shared;
  private final State state;
  private final Life life;
  private final DeviceSocket.Line line;
  private final List<Registration> registrations;

  private volatile @Nullable DeviceServer server;
  private volatile InetSocketAddress address;
  private volatile boolean rubbish;
  private volatile boolean ignoringWrites;
  private volatile boolean silent;
  private volatile boolean closed;
  private Instant lived;
  private int starts;
  private @Nullable Instant alarmEnds;

  SimulatedDevice(
      Blueprint blueprint,
      InetAddress at,
      List<InetSocketAddress> hubs,
      SimulatedHome.Shared shared) {
    this.blueprint = blueprint;
    this.endpointName = shared.prefix() + "-" + blueprint.name();
    this.shared = shared;
    this.state = new State(blueprint.properties());
    this.life = blueprint.life().get();
    this.line = new DeviceSocket.Line(shared.random());
    this.address = new InetSocketAddress(at, 0);
    this.lived = shared.clock().instant();
    this.registrations =
        hubs.stream()
            .map(
                hub ->
                    new Registration(
                        endpointName,
                        hub,
                        shared.lifetime(),
                        this::endpoint,
                        shared.chores(),
                        shared.random(),
                        shared.configuration()))
            .toList();
  }

  /** Its endpoint name (RFC 9176), by which it is known again at any address. */
  public String endpointName() {
    return endpointName;
  }

  /** What it calls itself. */
  public String title() {
    return blueprint.title();
  }

  /** Where it is now. */
  public InetSocketAddress address() {
    return address;
  }

  /** What a property holds; empty if it has no such property. */
  public Optional<Value> value(String property) {
    return state.find(property).map(SimulatedProperty::value);
  }

  /** Misbehaves in this way too, from now on. Returns at once. */
  public void misbehave(Fault fault) {
    switch (fault) {
      case Fault.Drop(double share) -> line.lose(share);
      case Fault.Delay(Duration by) -> line.delay(by);
      case Fault.WrongPayload() -> rubbish = true;
      case Fault.IgnoreWrites() -> ignoringWrites = true;
      case Fault.Silent() -> silent = true;
      case Fault.Unplugged() -> line.lose(1);
      case Fault.Reboot(Duration away) ->
          shared.chores().later(Duration.ZERO, () -> leave(away, address));
      case Fault.Move(Duration away) ->
          shared
              .chores()
              .later(
                  Duration.ZERO, () -> leave(away, new InetSocketAddress(address.getAddress(), 0)));
    }
  }

  /** Behaves again; what was unplugged registers anew. */
  public synchronized void behave() {
    line.lose(0);
    registrations.forEach(Registration::start);
    line.delay(Duration.ZERO);
    rubbish = false;
    ignoringWrites = false;
    silent = false;
  }

  /** Lets a smoke or leak detector find what it watches for, ten minutes at most, or no more. */
  public void alarm(boolean on) {
    synchronized (this) {
      state.alarm(on);
      alarmEnds = on ? shared.clock().instant().plus(LONGEST_ALARM) : null;
    }
    live();
  }

  Blueprint blueprint() {
    return blueprint;
  }

  State state() {
    return state;
  }

  Instant now() {
    return shared.clock().instant();
  }

  boolean sendsRubbish() {
    return rubbish;
  }

  boolean tellsObservers() {
    return !silent;
  }

  /** Switches it on: it listens, and registers with its hubs. */
  synchronized void start() throws IOException {
    if (closed) {
      return;
    }
    DeviceServer started = new DeviceServer(this, address, line, shared);
    started.start();
    server = started;
    address = started.address();
    starts++;
    notifyAll();
    registrations.forEach(Registration::start);
  }

  /** How often it was switched on. */
  synchronized int starts() {
    return starts;
  }

  /** Waits until it was switched on so often. */
  synchronized void awaitStarts(int number) throws InterruptedException {
    while (starts < number) {
      wait();
    }
  }

  /** Lets the time pass for it, and tells its observers. */
  void live() {
    shared.model().advance(shared.clock().instant());
    live(shared.model().now());
  }

  /** As {@link #live()}, when the time was told to the house already. */
  synchronized void live(Instant now) {
    if (state.isAlarming()) {
      Instant end = alarmEnds;
      if (end == null) {
        alarmEnds = now.plus(TEST_ALARM);
      } else if (!now.isBefore(end)) {
        state.alarm(false);
        alarmEnds = null;
      }
    }
    life.pass(shared.model(), state, Duration.between(lived, now));
    lived = now;
    DeviceServer running = server;
    if (running != null) {
      running.tellObservers(now);
    }
  }

  void write(SimulatedProperty property, Value value) {
    if (ignoringWrites) {
      return;
    }
    property.set(value);
    if (property.spec().meaning() == Meaning.TEST && value.equals(Value.of(true))) {
      state.alarm(true);
    }
    live();
  }

  void act(String action) {
    Blueprint.Action what = blueprint.actions().get(action);
    if (what != null && !ignoringWrites) {
      what.effect().accept(state);
      live();
    }
  }

  synchronized void close() {
    closed = true;
    registrations.forEach(Registration::stop);
    DeviceServer running = server;
    server = null;
    if (running != null) {
      running.close();
    }
  }

  private synchronized void leave(Duration away, InetSocketAddress comesBackAt) {
    DeviceServer running = server;
    if (closed || running == null) {
      return;
    }
    registrations.forEach(Registration::stop);
    server = null;
    running.close();
    address = comesBackAt;
    shared.chores().later(away, this::comeBack);
  }

  private void comeBack() {
    try {
      start();
    } catch (IOException e) {
      LOG.debug("A simulated device's old port is taken; it takes another", e);
      synchronized (this) {
        address = new InetSocketAddress(address.getAddress(), 0);
      }
      shared.chores().later(Duration.ofSeconds(1), this::comeBack);
    }
  }

  private Optional<Endpoint> endpoint() {
    return Optional.ofNullable(server).map(DeviceServer::endpoint);
  }
}
