package org.hearthhub.adapter.coap;

import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Predicate;
import org.eclipse.californium.elements.RawData;
import org.eclipse.californium.elements.RawDataChannel;
import org.eclipse.californium.elements.UDPConnector;
import org.eclipse.californium.elements.config.Configuration;

/**
 * A UDP socket that hears only the home's own network, and waits when the hub is behind. Others are
 * dropped before a byte of theirs is read; what is no CoAP goes on record. What a device is asked
 * that nobody waits for leaves in its turn.
 */
final class GatedConnector extends UDPConnector {
  private final Predicate<InetAddress> atHome;
  private final ProtocolStage stage;
  private final Pacer pacer;
  private final Misunderstood misunderstood;

  GatedConnector(
      InetSocketAddress address,
      Configuration configuration,
      Predicate<InetAddress> atHome,
      ProtocolStage stage,
      Pacer pacer,
      Misunderstood misunderstood) {
    super(address, configuration);
    this.atHome = atHome;
    this.stage = stage;
    this.pacer = pacer;
    this.misunderstood = misunderstood;
  }

  @Override
  public void processDatagram(DatagramPacket datagram) {
    if (atHome.test(datagram.getAddress())) {
      super.processDatagram(datagram);
    }
  }

  @Override
  public void send(RawData message) {
    pacer.send(message, 1, stage, super::send);
  }

  /** What multicast receivers hear comes only this way. */
  @Override
  public void setRawDataReceiver(RawDataChannel receiver) {
    super.setRawDataReceiver(
        data -> {
          InetSocketAddress from = data.getInetSocketAddress();
          if (atHome.test(from.getAddress())) {
            CoapShape.fault(data.getBytes())
                .ifPresent(why -> misunderstood.note(HomeAddress.of(from), data.getBytes(), why));
            stage.receivingFrom(from);
            receiver.receiveData(data);
          }
        });
  }
}
