package org.hearthhub.device;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The adapters of this hub. Thread-safe once started. */
public final class Adapters implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Adapters.class);

  private static final Duration TIME_TO_CLOSE = Duration.ofSeconds(2);

  /** The longest address that anybody may type, or any device may have. */
  static final int MAX_ADDRESS = 300;

  private final Map<String, Adapter> byName = new LinkedHashMap<>();

  public Adapters(List<Adapter> adapters) {
    for (Adapter adapter : adapters) {
      if (byName.put(adapter.name(), adapter) != null) {
        throw new IllegalArgumentException("two adapters are called " + adapter.name());
      }
    }
  }

  /**
   * Starts each adapter. One that cannot start, for example because its port is taken, stops the
   * whole start: a hub that looks well and hears nothing would be worse.
   *
   * @throws Problem what the adapter says; the others are closed
   */
  public void start(
      DeviceRegistry devices, Inbox inbox, CredentialStore keys, InstantSource clock) {
    try {
      byName.forEach(
          (name, adapter) -> adapter.start(new AdapterLink(name, devices, inbox, keys, clock)));
    } catch (RuntimeException failed) {
      close();
      throw failed;
    }
  }

  /**
   * Asks every adapter that understands the address to look there.
   *
   * @throws Problem if none would: the first one's reason
   */
  void look(String address) {
    String typed = address.strip();
    List<Problem> reasons = new ArrayList<>();
    boolean asked = false;
    if (!typed.isEmpty() && typed.length() <= MAX_ADDRESS) {
      for (Adapter adapter : byName.values()) {
        try {
          if (adapter.understandsAddress(typed)) {
            adapter.look(typed);
            asked = true;
          }
        } catch (Problem cannot) {
          reasons.add(cannot);
        }
      }
    }
    if (!asked) {
      throw reasons.stream()
          .findFirst()
          .orElseGet(
              () ->
                  new Invalid(
                      "bad-address",
                      "No device can be at that address. Write it like coap://192.168.1.20 or"
                          + " 192.168.1.20:5683."));
    }
  }

  /**
   * Has a subnet asked by the adapter that can.
   *
   * @throws Problem if none can: the first one's reason
   */
  void scan(String subnet) {
    String typed = subnet.strip();
    Adapter able =
        byName.values().stream()
            .filter(adapter -> typed.length() <= MAX_ADDRESS && adapter.understandsSubnet(typed))
            .findFirst()
            .orElseThrow(
                () ->
                    new Invalid(
                        "bad-subnet",
                        "That is not a subnet. Write it like 192.168.1.0/24, with at most 1,022"
                            + " addresses (/22)."));
    able.scan(typed);
  }

  /** How far the latest scan has come; empty if there was none. */
  Optional<Scan> scanning() {
    return byName.values().stream()
        .flatMap(adapter -> adapter.scanning().stream())
        .max(Comparator.comparing(Scan::since));
  }

  void stopScan() {
    byName.values().forEach(Adapter::stopScan);
  }

  /** What finding devices met so far. */
  public Diagnostics diagnostics(Instant now) {
    return new Diagnostics(now, byName.values().stream().map(Adapter::diagnostics).toList());
  }

  List<Adapter> all() {
    return List.copyOf(byName.values());
  }

  Optional<Adapter> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Hands a device to its adapter; whether there is one and it took it. */
  boolean attach(String adapter, AttachedDevice device) {
    return named(adapter).filter(known -> attach(known, device)).isPresent();
  }

  private static boolean attach(Adapter adapter, AttachedDevice device) {
    try {
      adapter.attach(device);
      return true;
    } catch (RuntimeException failed) {
      // One bad device keeps nothing from the others. Its message may name the device: not logged.
      log.error(
          "The {} adapter could not take a device: {}",
          adapter.name(),
          failed.getClass().getName());
      return false;
    }
  }

  /** Closes all at once; returns after two seconds even if one of them hangs. */
  @Override
  public void close() {
    var open = new CountDownLatch(byName.size());
    byName.forEach(
        (name, adapter) ->
            Thread.ofVirtual()
                .name("hearth-close-" + name)
                .start(
                    () -> {
                      try {
                        adapter.close();
                      } catch (RuntimeException failed) {
                        log.error("The {} adapter did not close cleanly", name, failed);
                      } finally {
                        open.countDown();
                      }
                    }));
    try {
      if (!open.await(TIME_TO_CLOSE.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("{} adapter(s) took longer than two seconds to close", open.getCount());
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
