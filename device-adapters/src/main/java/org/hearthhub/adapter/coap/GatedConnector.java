package org.hearthhub.adapter.coap;

import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.eclipse.californium.core.coap.CoAP;
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
      stage.receivingFrom(new InetSocketAddress(datagram.getAddress(), datagram.getPort()));
      super.processDatagram(datagram);
    }
  }

  @Override
  public void send(RawData message) {
    boolean inTurn = isQuestion(message) && pacer.holds(message.getInetSocketAddress());
    long nanos = inTurn ? pacer.turn() : 0;
    if (nanos == 0) {
      super.send(message);
      return;
    }
    try {
      var _ = stage.schedule(() -> super.send(message), nanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException closing) {
      super.send(message);
    }
  }

  /** What the other side can bring about, such as acknowledgements, must not take turns. */
  private static boolean isQuestion(RawData message) {
    byte[] bytes = message.getBytes();
    return bytes.length > 1 && bytes[1] == CoAP.Code.GET.value;
  }

  /** What multicast receivers hear comes this way too. */
  @Override
  public void setRawDataReceiver(RawDataChannel receiver) {
    super.setRawDataReceiver(
        data -> {
          noteFault(data);
          receiver.receiveData(data);
        });
  }

  private void noteFault(RawData data) {
    CoapShape.fault(data.getBytes())
        .filter(_ -> atHome.test(data.getInetSocketAddress().getAddress()))
        .ifPresent(
            why ->
                misunderstood.note(
                    HomeAddress.of(data.getInetSocketAddress()), data.getBytes(), why));
  }
}
