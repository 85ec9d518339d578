package org.hearthhub.adapter.coap;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.EmptyMessage;
import org.eclipse.californium.core.coap.Message;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.coap.Token;
import org.eclipse.californium.core.network.serialization.UdpDataParser;
import org.eclipse.californium.core.network.serialization.UdpDataSerializer;
import org.eclipse.californium.elements.UdpEndpointContext;

/** A device made of single datagrams, which does what no proper CoAP stack would do. */
final class RawDevice implements AutoCloseable {
  private final String list;
  private final DatagramSocket socket;
  private final Thread thread;
  private final UdpDataSerializer serializer = new UdpDataSerializer();
  private final UdpDataParser parser = new UdpDataParser();
  private final CompletableFuture<Observer> observer = new CompletableFuture<>();
  private final LinkedBlockingQueue<EmptyMessage> acknowledged = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<Response> answers = new LinkedBlockingQueue<>();

  private final CountDownLatch farewell = new CountDownLatch(1);
  private final Set<Integer> writes = ConcurrentHashMap.newKeySet();
  private final AtomicInteger writesHeard = new AtomicInteger();
  private volatile Answering answering = Answering.AT_ONCE;
  private volatile String value = "100";

  /** How it answers what it is told to do. */
  enum Answering {
    AT_ONCE,
    /** As if the first answer had been lost. */
    NOT_THE_FIRST_TIME,
    /** It says that it heard, and its answer comes by itself (RFC 7252 section 5.2.2). */
    LATE
  }

  private record Observer(SocketAddress hub, Request request) {}

  RawDevice() throws IOException {
    this("</t>;rt=\"temperature\";obs");
  }

  /** One that lists its resources in these words. */
  RawDevice(String list) throws IOException {
    this.list = list;
    socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    thread = Thread.ofVirtual().name("raw-device").start(this::listen);
  }

  int port() {
    return socket.getLocalPort();
  }

  private void listen() {
    byte[] buffer = new byte[2048];
    try {
      while (!socket.isClosed()) {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        Message message = parser.parseMessage(Arrays.copyOf(buffer, packet.getLength()));
        if (message instanceof Request request) {
          answer(request, packet.getSocketAddress());
        } else if (message instanceof EmptyMessage empty) {
          acknowledged.add(empty);
        } else if (message instanceof Response response) {
          answers.add(response);
        }
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  void answersWrites(Answering how) {
    answering = how;
  }

  /** How often it was told to do something, repetitions included. */
  int writesHeard() {
    return writesHeard.get();
  }

  /** How often it did. */
  int writesDone() {
    return writes.size();
  }

  private void takeWrite(Request request, SocketAddress hub) throws IOException {
    writesHeard.incrementAndGet();
    boolean first = writes.add(request.getMID());
    value = request.getPayloadString();
    Response response = new Response(CoAP.ResponseCode.CHANGED);
    response.setDestinationContext(new UdpEndpointContext((InetSocketAddress) hub));
    response.setToken(request.getToken());
    switch (answering) {
      case NOT_THE_FIRST_TIME -> {
        if (!first) {
          acknowledge(response, request, hub);
        }
      }
      case AT_ONCE -> acknowledge(response, request, hub);
      case LATE -> {
        EmptyMessage heard = EmptyMessage.newACK(request);
        heard.setToken(Token.EMPTY);
        send(serializer.getByteArray(heard), hub);
        if (first) {
          response.setType(CoAP.Type.CON);
          response.setMID(40_000);
          byte[] late = serializer.serializeResponse(response).getBytes();
          CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS)
              .execute(() -> sendIfOpen(late, hub));
        }
      }
    }
  }

  private void acknowledge(Response response, Request request, SocketAddress hub)
      throws IOException {
    response.setType(CoAP.Type.ACK);
    response.setMID(request.getMID());
    send(serializer.serializeResponse(response).getBytes(), hub);
  }

  private void sendIfOpen(byte[] bytes, SocketAddress hub) {
    try {
      send(bytes, hub);
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void answer(Request request, SocketAddress hub) throws IOException {
    if (request.getCode() == CoAP.Code.PUT) {
      takeWrite(request, hub);
      return;
    }
    boolean core = request.getOptions().getUriPathString().equals(".well-known/core");
    Response response = new Response(CoAP.ResponseCode.CONTENT);
    response.setDestinationContext(new UdpEndpointContext((InetSocketAddress) hub));
    response.setType(request.isConfirmable() ? CoAP.Type.ACK : CoAP.Type.NON);
    response.setMID(request.getMID());
    response.setToken(request.getToken());
    response.setPayload(core ? list : value);
    response.getOptions().setContentFormat(core ? 40 : 0);
    if (request.isObserveCancel()) {
      farewell.countDown();
    }
    if (request.isObserve()) {
      response.getOptions().setObserve(10);
      observer.complete(new Observer(hub, request));
    }
    send(serializer.serializeResponse(response).getBytes(), hub);
  }

  /** Tells the hub a value, with whatever numbers. */
  void notify(int sequence, int messageId, String value) throws Exception {
    Observer to = observer();
    Response response = new Response(CoAP.ResponseCode.CONTENT);
    response.setDestinationContext(new UdpEndpointContext((InetSocketAddress) to.hub()));
    response.setType(CoAP.Type.CON);
    response.setMID(messageId);
    response.setToken(to.request().getToken());
    response.getOptions().setObserve(sequence).setContentFormat(0);
    response.setPayload(value.getBytes(StandardCharsets.UTF_8));
    send(serializer.serializeResponse(response).getBytes(), to.hub());
  }

  /** As a confirmable message is: sent again until it is acknowledged or rejected. */
  EmptyMessage notifyReliably(int sequence, int messageId, String value) throws Exception {
    return notifyReliably(sequence, messageId, value, 500);
  }

  /** As above, sent again after so many milliseconds. */
  EmptyMessage notifyReliably(int sequence, int messageId, String value, int pause)
      throws Exception {
    for (int attempt = 0; attempt < 40; attempt++) {
      notify(sequence, messageId, value);
      EmptyMessage next = acknowledged.poll(pause, TimeUnit.MILLISECONDS);
      while (next != null) {
        if (next.getMID() == messageId) {
          return next;
        }
        next = acknowledged.poll();
      }
    }
    throw new AssertionError("never acknowledged");
  }

  /** Sends the hub any bytes. */
  void send(byte[] bytes, int hubPort) throws IOException {
    send(bytes, new InetSocketAddress(InetAddress.getLoopbackAddress(), hubPort));
  }

  private void send(byte[] bytes, SocketAddress hub) throws IOException {
    socket.send(new DatagramPacket(bytes, bytes.length, hub));
  }

  private Observer observer() throws InterruptedException, ExecutionException, TimeoutException {
    return observer.get(10, TimeUnit.SECONDS);
  }

  /** Waits until the hub said that it no longer wants to hear. */
  void awaitFarewell() throws InterruptedException {
    if (!farewell.await(10, TimeUnit.SECONDS)) {
      throw new AssertionError("no farewell");
    }
  }

  /** Waits for the next acknowledgement or reset. */
  EmptyMessage nextAcknowledgement() throws InterruptedException {
    EmptyMessage next = acknowledged.poll(10, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("not acknowledged");
    }
    return next;
  }

  /** Waits for the next answer to what it asked. */
  Response nextAnswer() throws InterruptedException {
    Response next = answers.poll(10, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("not answered");
    }
    return next;
  }

  @Override
  public void close() {
    socket.close();
    thread.interrupt();
  }
}
