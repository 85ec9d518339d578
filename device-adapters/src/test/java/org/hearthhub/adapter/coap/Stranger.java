package org.hearthhub.adapter.coap;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.EmptyMessage;
import org.eclipse.californium.core.coap.Message;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.coap.Token;
import org.eclipse.californium.core.network.serialization.UdpDataParser;
import org.eclipse.californium.core.network.serialization.UdpDataSerializer;
import org.eclipse.californium.elements.UdpEndpointContext;

/** Somebody on the network who sends the hub what they please and answers nothing by themselves. */
final class Stranger implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 10_000;

  private final DatagramSocket socket;
  private final InetSocketAddress hub;
  private final UdpDataSerializer serializer = new UdpDataSerializer();
  private final UdpDataParser parser = new UdpDataParser();
  private int messageId;

  Stranger(String host, int hubPort) throws IOException {
    this(host, 0, hubPort);
  }

  Stranger(String host, int port, int hubPort) throws IOException {
    socket = new DatagramSocket(port, InetAddress.ofLiteral(host));
    socket.setSoTimeout(PATIENCE_MILLIS);
    hub = new InetSocketAddress(InetAddress.getLoopbackAddress(), hubPort);
  }

  int port() {
    return socket.getLocalPort();
  }

  /** Sends a request without waiting for what comes of it. */
  void send(CoAP.Type type, CoAP.Code code, String pathAndQuery, byte[] body, int format)
      throws IOException {
    Request request = new Request(code, type);
    request.setURI("coap://127.0.0.1:" + hub.getPort() + pathAndQuery);
    request.setDestinationContext(new UdpEndpointContext(hub));
    request.setMID(nextId());
    request.setToken(new Token(new byte[] {(byte) (messageId >> 8), (byte) messageId}));
    if (body.length > 0) {
      request.setPayload(body);
      request.getOptions().setContentFormat(format);
    }
    send(serializer.serializeRequest(request).getBytes());
  }

  void register(String query, String links) throws IOException {
    byte[] body = links.getBytes(StandardCharsets.UTF_8);
    send(CoAP.Type.NON, CoAP.Code.POST, "/rd?" + query, body, 40);
  }

  void ping() throws IOException {
    EmptyMessage ping = new EmptyMessage(CoAP.Type.CON);
    ping.setMID(nextId());
    ping.setDestinationContext(new UdpEndpointContext(hub));
    ping.setToken(Token.EMPTY);
    send(serializer.serializeEmptyMessage(ping).getBytes());
  }

  /** Waits for the hub's next call to everybody, and says that it has something. */
  void answerCall(int groupPort, String links) throws IOException {
    InetSocketAddress group =
        new InetSocketAddress(InetAddress.ofLiteral("224.0.1.187"), groupPort);
    try (MulticastSocket calls = new MulticastSocket(group)) {
      calls.joinGroup(group, NetworkInterface.getByName("lo"));
      calls.setSoTimeout(PATIENCE_MILLIS);
      Request call = (Request) next(calls);
      Response answer = new Response(CoAP.ResponseCode.CONTENT);
      answer.setType(CoAP.Type.NON);
      answer.setMID(nextId());
      answer.setToken(call.getToken());
      answer.setDestinationContext(new UdpEndpointContext(hub));
      answer.getOptions().setContentFormat(40);
      answer.setPayload(links);
      send(serializer.serializeResponse(answer).getBytes());
    }
  }

  private int nextId() {
    messageId = messageId + 1 & 0xffff;
    return messageId;
  }

  private void send(byte[] bytes) throws IOException {
    socket.send(new DatagramPacket(bytes, bytes.length, hub));
  }

  /** Waits until the hub asks for something. */
  Request nextQuestion() throws IOException {
    while (true) {
      if (next(socket) instanceof Request request) {
        return request;
      }
    }
  }

  /** Waits until the hub answers something. */
  Response nextAnswer() throws IOException {
    while (true) {
      if (next(socket) instanceof Response response) {
        return response;
      }
    }
  }

  private Message next(DatagramSocket from) throws IOException {
    byte[] buffer = new byte[2048];
    DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
    from.receive(packet);
    return parser.parseMessage(Arrays.copyOf(buffer, packet.getLength()));
  }

  @Override
  public void close() {
    socket.close();
  }
}
