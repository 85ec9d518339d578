package org.hearthhub.adapter.simulator;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.eclipse.californium.elements.config.Configuration;
import org.hearthhub.problem.Unavailable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A home full of simulated devices, each a real CoAP endpoint. They share four threads however many
 * they are. Thread-safe.
 */
public final class SimulatedHome implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SimulatedHome.class);
  private static final Duration PACE = Duration.ofMillis(500);

  private final Shared shared;
  private final List<SimulatedDevice> devices;

  /** What the devices of a home have in common. */
  record Shared(
      HomeModel model,
      InstantSource clock,
      Configuration configuration,
      Switchboard switchboard,
      ScheduledExecutorService protocol,
      Chores chores,
      RandomGenerator random,
      Duration lifetime,
      String prefix) {}

  private SimulatedHome(SimulationSettings settings) {
    InstantSource clock = settings.clock();
    shared =
        new Shared(
            new HomeModel(settings.seed(), clock.instant(), settings.zone()),
            clock,
            SimulatorConfiguration.forDevices(settings.devices()),
            new Switchboard(),
            Executors.newScheduledThreadPool(2, threads("hearth-sim-coap-")),
            new Chores(),
            new Random(settings.seed()),
            settings.lifetime(),
            settings.prefix());
    devices =
        Catalogue.devices(settings).stream()
            .map(
                blueprint ->
                    new SimulatedDevice(blueprint, settings.address(), settings.hubs(), shared))
            .toList();
  }

  /**
   * Opens a home; returns when the last device is up.
   *
   * @throws Unavailable if a device could not get a port
   */
  public static SimulatedHome start(SimulationSettings settings) {
    SimulatedHome home = new SimulatedHome(settings);
    try {
      home.open(settings);
    } catch (RuntimeException e) {
      home.close();
      throw e;
    }
    return home;
  }

  /** In the order in which they came in. */
  public List<SimulatedDevice> devices() {
    return devices;
  }

  /** The device with this title, for example {@code Kitchen lamp}. */
  public Optional<SimulatedDevice> device(String title) {
    return devices.stream().filter(device -> device.title().equals(title)).findFirst();
  }

  /** Lets the time pass until what the clock says now. Done twice a second by itself. */
  void live() {
    shared.model().advance(shared.clock().instant());
    Instant now = shared.model().now();
    for (SimulatedDevice device : devices) {
      try {
        device.live(now);
      } catch (RuntimeException e) {
        LOG.warn("A simulated device stumbled", e);
      }
    }
  }

  private void open(SimulationSettings settings) {
    shared.switchboard().start();
    if (settings.multicast()) {
      shared.switchboard().listenToGroup(settings.address());
    }
    // Values are believable before anybody asks.
    live();
    CountDownLatch missing = new CountDownLatch(devices.size());
    AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
    long gap = settings.arrival().toNanos() / devices.size();
    for (int i = 0; i < devices.size(); i++) {
      SimulatedDevice device = devices.get(i);
      shared
          .chores()
          .later(
              Duration.ofNanos(i * gap),
              () -> {
                try {
                  device.start();
                } catch (IOException e) {
                  failure.compareAndSet(null, e);
                } finally {
                  missing.countDown();
                }
              });
    }
    awaitAll(missing);
    IOException unopened = failure.get();
    if (unopened != null) {
      throw new Unavailable(
          Unavailable.Who.DEVICE,
          "no-port-for-device",
          "A simulated device could not open a port ("
              + unopened.getMessage()
              + "); simulate fewer devices, or allow more open files.");
    }
    shared.chores().every(PACE, this::live);
  }

  private static void awaitAll(CountDownLatch missing) {
    try {
      missing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable(
          Unavailable.Who.DEVICE, "simulation-stopped", "The simulated home was stopped.");
    }
  }

  private static ThreadFactory threads(String name) {
    return Thread.ofPlatform().name(name, 0).daemon().factory();
  }

  @Override
  public void close() {
    shared.chores().close();
    devices.forEach(SimulatedDevice::close);
    shared.protocol().shutdownNow();
    shared.switchboard().close();
  }
}
