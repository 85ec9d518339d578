package org.hearthhub.adapter.mdns;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.hearthhub.device.AdapterHost;
import org.hearthhub.problem.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is announced on the network right now, at which of our addresses it was heard, and what was
 * told of it: the several events of one service become one. Thread-safe.
 */
final class Heard implements MdnsNetwork.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(Heard.class);

  /** A network that announces more than this is not listened to further. */
  static final int MOST_SERVICES = 500;

  private final AdapterHost host;
  private final Consumer<String> coapFound;
  private final Predicate<Announced> isOurOwn;
  private final Map<String, Presence> present = new HashMap<>();

  private static final class Presence {
    Announced told;
    final Set<InetAddress> heardAt = new HashSet<>();

    Presence(Announced told) {
      this.told = told;
    }
  }

  Heard(AdapterHost host, Consumer<String> coapFound, Predicate<Announced> isOurOwn) {
    this.host = host;
    this.coapFound = coapFound;
    this.isOurOwn = isOurOwn;
  }

  @Override
  public void found(InetAddress at, Announced announced) {
    if (announced.hostAndPort().isEmpty() || isOurOwn.test(announced)) {
      return;
    }
    Optional<Announced> before = Optional.empty();
    synchronized (this) {
      Presence known = present.get(announced.key());
      if (known == null) {
        if (present.size() >= MOST_SERVICES) {
          LOG.debug("Too many services are announced; one is passed over");
          return;
        }
        known = new Presence(announced);
        present.put(announced.key(), known);
        known.heardAt.add(at);
      } else {
        known.heardAt.add(at);
        if (known.told.equals(announced)) {
          return;
        }
        before = Optional.of(known.told);
        known.told = announced;
      }
    }
    tell(announced);
    before.ifPresent(told -> takeBack(told, announced));
  }

  /** Its text may come after its address, and with it the id by which it is really known. */
  private void takeBack(Announced before, Announced now) {
    Family.of(now.type())
        .filter(family -> !family.identity(before).equals(family.identity(now)))
        .ifPresent(family -> host.gone(family.identity(before)));
  }

  @Override
  public void lost(InetAddress at, String type, String name) {
    Announced gone;
    synchronized (this) {
      Presence known = present.get(type + "/" + name);
      if (known == null) {
        return;
      }
      known.heardAt.remove(at);
      if (!known.heardAt.isEmpty()) {
        return;
      }
      present.remove(type + "/" + name);
      gone = known.told;
    }
    Family.of(gone.type()).ifPresent(family -> host.gone(family.identity(gone)));
  }

  @Override
  public synchronized void closed(InetAddress at) {
    present.values().removeIf(known -> known.heardAt.remove(at) && known.heardAt.isEmpty());
  }

  /** Says of everything that is still announced that it is still there. */
  void tellAgain() {
    List<Announced> still;
    synchronized (this) {
      still = present.values().stream().map(known -> known.told).toList();
    }
    still.forEach(this::tell);
  }

  private void tell(Announced announced) {
    try {
      Optional<String> scheme = MdnsAdapter.coapScheme(announced);
      if (scheme.isPresent()) {
        announced.hostAndPort().ifPresent(address -> coapFound.accept(scheme.get() + address));
      } else {
        Family.of(announced.type())
            .flatMap(known -> known.sighting(announced))
            .ifPresent(host::sighted);
      }
    } catch (Problem notNow) {
      // Too much at once, or the hub is starting or stopping; it is told again later.
      LOG.debug("What was announced could not be told: {}", notNow.code());
    }
  }
}
