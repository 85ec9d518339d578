package org.hearthhub.adapter.coap;

import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.eclipse.californium.elements.RawData;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.Connection;
import org.eclipse.californium.scandium.dtls.Handshaker;
import org.eclipse.californium.scandium.dtls.ResumptionSupportingConnectionStore;

/**
 * A DTLS socket that hears only the home's own network, no handshakes of who guesses keys, and
 * waits when the hub is behind. Others are dropped before anything is computed for them.
 */
final class SecureConnector extends DTLSConnector {
  private static final int HANDSHAKE = 22;
  private static final int CLIENT_HELLO = 1;

  /** The datagrams of ours in a handshake: two hellos, and the keys with what ends it. */
  private static final int OF_A_HANDSHAKE = 3;

  /** Of a record of epoch 0: type, version, epoch, number and length. */
  private static final int HEADER = 13;

  private final ResumptionSupportingConnectionStore sessions;
  private final Predicate<InetAddress> atHome;
  private final HandshakeGuard guard;
  private final Handshakes handshakes;
  private final Pacer pacer;
  private final ProtocolStage stage;

  SecureConnector(
      DtlsConnectorConfig configuration,
      Predicate<InetAddress> atHome,
      HandshakeGuard guard,
      Handshakes handshakes,
      Pacer pacer,
      ProtocolStage stage) {
    this(
        configuration,
        createConnectionStore(configuration),
        atHome,
        guard,
        handshakes,
        pacer,
        stage);
  }

  private SecureConnector(
      DtlsConnectorConfig configuration,
      ResumptionSupportingConnectionStore sessions,
      Predicate<InetAddress> atHome,
      HandshakeGuard guard,
      Handshakes handshakes,
      Pacer pacer,
      ProtocolStage stage) {
    super(configuration, sessions);
    this.handshakes = handshakes;
    this.pacer = pacer;
    this.sessions = sessions;
    this.atHome = atHome;
    this.guard = guard;
    this.stage = stage;
    setExecutor(stage);
  }

  /** Sessions and handshakes that it holds now. */
  int sessions() {
    return SecureWire.MOST_SESSIONS - sessions.remainingCapacity();
  }

  /** Ends it without a word, if it is one of ours; in its own turn only. */
  void drop(Connection connection) {
    sessions.remove(connection, true);
  }

  /**
   * Gives up the handshake that is under way with whoever is there, in its turn.
   *
   * @return completes when it was
   */
  CompletableFuture<Void> giveUpHandshake(InetSocketAddress peer, BooleanSupplier unwanted) {
    Connection connection = sessions.get(peer);
    if (connection == null || !connection.isExecuting()) {
      return CompletableFuture.completedFuture(null);
    }
    try {
      return CompletableFuture.runAsync(
          () -> {
            Handshaker now = connection.getOngoingHandshake();
            if (now != null && unwanted.getAsBoolean()) {
              now.handshakeAborted(new HandshakeWatch.CalledAnew());
            }
          },
          connection.getExecutor());
    } catch (RejectedExecutionException over) {
      return CompletableFuture.completedFuture(null);
    }
  }

  @Override
  public void processDatagram(DatagramPacket datagram) {
    InetAddress host = datagram.getAddress();
    if (!atHome.test(host)) {
      return;
    }
    if (beginsHandshake(datagram) && !guard.lets(host)) {
      handshakes.turnedAway();
      return;
    }
    stage.receivingFrom(new InetSocketAddress(host, datagram.getPort()));
    super.processDatagram(datagram);
  }

  Handshakes handshakes() {
    return handshakes;
  }

  /**
   * What is asked that nobody waits for leaves in its turn, and with it the handshake before it.
   */
  @Override
  public void send(RawData message) {
    boolean known = sessions.get(message.getInetSocketAddress()) != null;
    pacer.send(message, known ? 1 : 1 + OF_A_HANDSHAKE, stage, super::send);
  }

  private static boolean beginsHandshake(DatagramPacket datagram) {
    byte[] bytes = datagram.getData();
    int at = datagram.getOffset();
    return datagram.getLength() > HEADER
        && bytes[at] == HANDSHAKE
        && bytes[at + HEADER] == CLIENT_HELLO;
  }
}
