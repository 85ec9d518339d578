package org.hearthhub.app.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.Message;
import org.eclipse.californium.core.coap.MessageFormatException;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.serialization.UdpDataParser;
import org.eclipse.californium.core.network.serialization.UdpDataSerializer;

/**
 * A device that does nothing but tell one number, on a port of its own: as lean as a CoAP device
 * can be, so that what is measured is who listens. Each reading is one confirmable notification
 * (RFC 7641), and the next one leaves when it was acknowledged. Used by one thread.
 */
final class Sender {
  static final String TITLE = "Bench sender ";
  static final String RESOURCE = "reading";
  private static final int LARGEST = 1500;
  private static final int ACKNOWLEDGEMENT = 2;
  private static final int RESET = 3;

  private final String name;
  private final DatagramChannel channel;
  private final UdpDataParser parser = new UdpDataParser();
  private final UdpDataSerializer serializer = new UdpDataSerializer();
  private final ByteBuffer incoming = ByteBuffer.allocate(LARGEST);
  private final List<Relation> relations = new ArrayList<>();
  private int messageId;

  /** The device's end of one observation. */
  final class Relation {
    final SocketAddress peer;
    private final Request request;
    private int observe = 2;
    private long told;
    private final SortedSet<Long> unanswered = new TreeSet<>();
    private Optional<InFlight> inFlight = Optional.empty();

    private Relation(SocketAddress peer, Request request) {
      this.peer = peer;
      this.request = request;
    }

    int port() {
      return ((InetSocketAddress) peer).getPort();
    }

    boolean waits() {
      return inFlight.isPresent();
    }

    /** The number of the last reading that was told. */
    long told() {
      return told;
    }

    /** Numbers of readings that were told and never acknowledged, so that nothing is owed. */
    SortedSet<Long> unanswered() {
      return unanswered;
    }

    /** Tells the next reading: the number of readings told, so that none can be missed unseen. */
    void tellNext(long now) throws IOException {
      tell(told + 1, now);
    }

    void tell(long value, long now) throws IOException {
      told++;
      unanswered.add(told);
      int id = nextId();
      byte[] bytes = notification(request, CoAP.Type.CON, id, ++observe, value);
      inFlight = Optional.of(new InFlight(id, told, bytes, now));
      send(bytes, peer);
    }

    /** The same datagram again if the acknowledgement is overdue. */
    void repeatIfOlderThan(long nanos, long now) throws IOException {
      if (inFlight.isPresent() && now - inFlight.get().sent() > nanos) {
        byte[] bytes = inFlight.get().bytes();
        inFlight = Optional.of(new InFlight(inFlight.get().id(), told, bytes, now));
        send(bytes, peer);
      }
    }

    private boolean waitsFor(int id) {
      return inFlight.isPresent() && inFlight.get().id() == id;
    }
  }

  private record InFlight(int id, long number, byte[] bytes, long sent) {}

  Sender(int number, Selector selector) throws IOException {
    name = title(number);
    channel = DatagramChannel.open(StandardProtocolFamily.INET);
    channel.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, this);
  }

  static String title(int number) {
    return TITLE + number;
  }

  int port() throws IOException {
    return ((InetSocketAddress) channel.getLocalAddress()).getPort();
  }

  List<Relation> relations() {
    return relations;
  }

  /** The relation to who listens at that port. */
  Optional<Relation> to(int port) {
    return relations.stream().filter(each -> each.port() == port).findFirst();
  }

  /** Takes one datagram; the relation whose notification it acknowledges, if it does. */
  Optional<Relation> receive() throws IOException {
    incoming.clear();
    SocketAddress peer = channel.receive(incoming);
    incoming.flip();
    if (peer == null || incoming.remaining() < 4) {
      return Optional.empty();
    }
    int type = (incoming.get(0) >> 4) & 3;
    if (type == ACKNOWLEDGEMENT || type == RESET) {
      return answered(incoming.getShort(2) & 0xffff, type == ACKNOWLEDGEMENT);
    }
    byte[] bytes = new byte[incoming.remaining()];
    incoming.get(bytes);
    try {
      Message message = parser.parseMessage(bytes);
      if (message instanceof Request request) {
        answer(request, peer);
      }
    } catch (MessageFormatException rubbish) {
      // A benchmark's device has nobody to tell.
    }
    return Optional.empty();
  }

  private Optional<Relation> answered(int id, boolean taken) {
    for (Iterator<Relation> each = relations.iterator(); each.hasNext(); ) {
      Relation relation = each.next();
      if (relation.waitsFor(id)) {
        long number = relation.inFlight.orElseThrow().number();
        relation.inFlight = Optional.empty();
        if (taken) {
          relation.unanswered.remove(number);
          return Optional.of(relation);
        }
        each.remove();
      }
    }
    return Optional.empty();
  }

  private void answer(Request request, SocketAddress peer) throws IOException {
    switch (request.getOptions().getUriPathString()) {
      case ".well-known/core" -> send(bytes(links(request)), peer);
      case RESOURCE -> answerReading(request, peer);
      default -> send(bytes(answer(request, CoAP.ResponseCode.NOT_FOUND)), peer);
    }
  }

  /**
   * Answering says again what was told last, so that it adds nothing that would have to be counted.
   */
  private void answerReading(Request request, SocketAddress peer) throws IOException {
    Integer observe = request.getOptions().getObserve();
    Optional<Relation> before =
        relations.stream().filter(each -> each.peer.equals(peer)).findFirst();
    Relation relation = new Relation(peer, request);
    before.ifPresent(
        old -> {
          relation.told = old.told;
          relation.unanswered.addAll(old.unanswered);
          relation.observe = old.observe;
        });
    boolean wanted = observe != null && observe == 0;
    if (observe != null) {
      before.ifPresent(relations::remove);
    }
    if (wanted) {
      relations.add(relation);
    }
    CoAP.Type type = request.getType() == CoAP.Type.CON ? CoAP.Type.ACK : CoAP.Type.NON;
    int id = type == CoAP.Type.ACK ? request.getMID() : nextId();
    send(notification(request, type, id, wanted ? relation.observe : -1, relation.told), peer);
  }

  private byte[] notification(Request request, CoAP.Type type, int id, int observe, long value) {
    Response response = new Response(CoAP.ResponseCode.CONTENT);
    response.setType(type);
    response.setMID(id);
    response.setToken(request.getToken());
    if (observe >= 0) {
      response.getOptions().setObserve(observe & 0xffffff);
    }
    response.getOptions().setContentFormat(MediaTypeRegistry.APPLICATION_SENML_JSON);
    response.setPayload(
        ("[{\"n\":\"" + RESOURCE + "\",\"v\":" + value + "}]").getBytes(StandardCharsets.UTF_8));
    return bytes(response);
  }

  private Response links(Request request) {
    Response response = answer(request, CoAP.ResponseCode.CONTENT);
    response.getOptions().setContentFormat(MediaTypeRegistry.APPLICATION_LINK_FORMAT);
    response.setPayload(
        "</>;ep=\"%s\";title=\"%s\",</%s>;rt=\"bench\";if=\"core.s\";ct=110;obs;title=\"Reading\""
            .formatted(name.replace(' ', '-'), name, RESOURCE));
    return response;
  }

  private Response answer(Request request, CoAP.ResponseCode code) {
    Response response = new Response(code);
    boolean confirmable = request.getType() == CoAP.Type.CON;
    response.setType(confirmable ? CoAP.Type.ACK : CoAP.Type.NON);
    response.setMID(confirmable ? request.getMID() : nextId());
    response.setToken(request.getToken());
    return response;
  }

  private byte[] bytes(Response response) {
    return serializer.getByteArray(response);
  }

  private int nextId() {
    messageId = (messageId + 1) & 0xffff;
    return messageId;
  }

  private void send(byte[] bytes, SocketAddress peer) throws IOException {
    channel.send(ByteBuffer.wrap(bytes), peer);
  }
}
