package org.hearthhub.adapter.coap;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.californium.scandium.dtls.Handshaker;

/**
 * Whom we call where: next, and in the handshake that is under way there, which may have begun for
 * somebody else. Thread-safe.
 */
final class Calls {
  private static final int MOST = Wire.MAX_PEERS;

  private final Map<InetSocketAddress, Dial> next =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InetSocketAddress, Dial> eldest) {
          return size() > MOST;
        }
      };
  private final Map<InetSocketAddress, UnderWay> underWay =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InetSocketAddress, UnderWay> eldest) {
          return size() > MOST;
        }
      };

  private record UnderWay(Handshaker handshaker, Dial dial) {}

  /** From now on whoever is there is called like that. */
  synchronized void put(InetSocketAddress at, Dial dial) {
    next.put(at, dial);
  }

  /** As {@link #put}, unless that peer is called there already, or somebody awaits another call. */
  synchronized void putUnlessAwaited(InetSocketAddress at, Dial dial) {
    Dial before = next.get(at);
    if (before == null || !(before.isAwaited() || before.peer().equals(dial.peer()))) {
      next.put(at, dial);
    }
  }

  synchronized Optional<Dial> at(InetSocketAddress at) {
    return Optional.ofNullable(next.get(at));
  }

  /** Whoever is there called us: no session of our making. */
  synchronized void called(InetSocketAddress from) {
    if (at(from).filter(Dial::isAwaited).isEmpty()) {
      next.remove(from);
    }
  }

  synchronized void forget(String peer) {
    next.values().removeIf(dial -> dial.peer().equals(peer));
  }

  synchronized void begun(Handshaker handshaker, InetSocketAddress at) {
    at(at)
        .ifPresentOrElse(
            dial -> underWay.put(at, new UnderWay(handshaker, dial)), () -> underWay.remove(at));
  }

  /** For whom the handshake that is under way there was begun. */
  synchronized Optional<Dial> underWay(InetSocketAddress at) {
    return Optional.ofNullable(underWay.get(at)).map(UnderWay::dial);
  }

  /** It came to its end: for whom it was begun. */
  @SuppressWarnings("ReferenceEquality") // one handshake may replace another one at its address
  synchronized Optional<Dial> over(Handshaker handshaker, InetSocketAddress at) {
    UnderWay now = underWay.get(at);
    if (now == null || now.handshaker() != handshaker) {
      return Optional.empty();
    }
    underWay.remove(at);
    return Optional.of(now.dial());
  }
}
