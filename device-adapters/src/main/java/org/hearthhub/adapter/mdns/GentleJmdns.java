package org.hearthhub.adapter.mdns;

import java.io.IOException;
import java.net.InetAddress;
import javax.jmdns.impl.DNSOutgoing;
import javax.jmdns.impl.JmDNSImpl;
import javax.jmdns.impl.ServiceInfoImpl;
import org.jspecify.annotations.Nullable;

/**
 * JmDNS that asks gently. By itself it asks for each type of service in a datagram of its own,
 * three times within a second, and three times more for each service that is not known whole; a
 * home with a hundred devices would hear hundreds of questions at once. Thread-safe.
 */
final class GentleJmdns extends JmDNSImpl {
  /** Null while the constructor above runs, whose threads may send already. */
  private volatile @Nullable Asking asking;

  private volatile @Nullable Counts counts;

  private GentleJmdns(InetAddress address, String hostName) throws IOException {
    super(address, hostName);
  }

  static GentleJmdns open(InetAddress address, String hostName, Counts counts) throws IOException {
    GentleJmdns jmdns = new GentleJmdns(address, hostName);
    jmdns.counts = counts;
    jmdns.asking = new Asking(jmdns);
    return jmdns;
  }

  @Override
  public void startServiceResolver(String type) {
    Asking one = asking;
    if (one != null) {
      one.askFor(type);
    }
  }

  @Override
  public void startServiceInfoResolver(ServiceInfoImpl info) {
    Asking one = asking;
    if (one != null && !info.hasData()) {
      one.askAbout(info);
    }
  }

  @Override
  public void send(DNSOutgoing message) throws IOException {
    super.send(message);
    Counts all = counts;
    if (all != null && !message.isEmpty()) {
      all.sent(message.isQuery());
    }
  }

  @Override
  public void close() {
    Asking one = asking;
    if (one != null) {
      one.close();
    }
    super.close();
  }
}
