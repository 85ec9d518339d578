package org.hearthhub.adapter.coap;

import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Predicate;
import org.eclipse.californium.elements.UDPConnector;
import org.eclipse.californium.elements.config.Configuration;

/**
 * A UDP socket that hears only the home's own network, and waits when the hub is behind. Others are
 * dropped before a byte of theirs is read.
 */
final class GatedConnector extends UDPConnector {
  private final Predicate<InetAddress> atHome;
  private final ProtocolStage stage;

  GatedConnector(
      InetSocketAddress address,
      Configuration configuration,
      Predicate<InetAddress> atHome,
      ProtocolStage stage) {
    super(address, configuration);
    this.atHome = atHome;
    this.stage = stage;
  }

  @Override
  public void processDatagram(DatagramPacket datagram) {
    if (atHome.test(datagram.getAddress())) {
      stage.receivingFrom(new InetSocketAddress(datagram.getAddress(), datagram.getPort()));
      super.processDatagram(datagram);
    }
  }
}
