package org.hearthhub.web.door;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The names and addresses by which the hub may be called in {@code Host}. A page elsewhere cannot
 * make a browser talk to us under its own name (DNS rebinding). Thread-safe.
 */
public final class OwnNames {
  /** Answers beside the permanent name while no other hub uses it. */
  public static final String ALIAS = "hearth.local";

  private final String hubName;
  private final AtomicReference<Set<InetAddress>> addresses = new AtomicReference<>(Set.of());

  /**
   * @param hubName the permanent name, for example {@code hearth-7k3m.local}
   */
  public OwnNames(String hubName) {
    this.hubName = hubName.toLowerCase(Locale.ROOT);
  }

  public String hubName() {
    return hubName;
  }

  /** These are our addresses from now on. */
  public void addresses(Set<InetAddress> present) {
    addresses.set(Set.copyOf(present));
  }

  public Set<InetAddress> addresses() {
    return addresses.get();
  }

  boolean isAlias(String host) {
    return plain(host).equals(ALIAS);
  }

  boolean contains(String host) {
    String plain = plain(host);
    if (plain.equals("localhost") || plain.equals(hubName) || plain.equals(ALIAS)) {
      return true;
    }
    try {
      return addresses.get().contains(InetAddress.ofLiteral(plain));
    } catch (IllegalArgumentException aStrangersName) {
      return false;
    }
  }

  private static String plain(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (name.startsWith("[") && name.endsWith("]")) {
      return name.substring(1, name.length() - 1);
    }
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }
}
