package org.hearthhub.adapter.mdns;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Announces the hub: {@code _wot._tcp} with subtype {@code _directory} (W3C WoT Discovery section
 * 6.2) and {@code _https._tcp}. Thread-safe.
 */
public final class MdnsAnnouncer implements AutoCloseable {
  private final MdnsNetwork network;
  private final MdnsNetwork.Announcement directory;
  private final MdnsNetwork.Announcement dashboard;

  /**
   * @param title what people see in lists of services, for example {@code Hearth 7k3p}
   * @param httpsPort where the hub serves HTTPS
   */
  public MdnsAnnouncer(MdnsNetwork network, String title, int httpsPort) {
    this.network = network;
    this.directory =
        new MdnsNetwork.Announcement(
            "_wot._tcp",
            "_directory",
            title,
            httpsPort,
            Map.of("td", "/.well-known/wot", "type", "Directory", "scheme", "https"));
    this.dashboard =
        new MdnsNetwork.Announcement("_https._tcp", "", title, httpsPort, Map.of("path", "/"));
  }

  /** Announces from now on, on every address of the network. Returns at once. */
  public void start() {
    network.start();
    announcements().forEach(network::announce);
  }

  /** What the directory is called on the network now: the title, or another after a conflict. */
  public Set<String> names() {
    return network.namesOf(directory);
  }

  /** Withdraws the announcements; the network says goodbye for them in the background. */
  @Override
  public void close() {
    announcements().forEach(network::withdraw);
  }

  private List<MdnsNetwork.Announcement> announcements() {
    return List.of(directory, dashboard);
  }
}
