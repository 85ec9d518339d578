package org.hearthhub.adapter.mdns;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.jmdns.impl.DNSEntry;
import javax.jmdns.impl.DNSOutgoing;
import javax.jmdns.impl.DNSQuestion;
import javax.jmdns.impl.DNSRecord;
import javax.jmdns.impl.JmDNSImpl;
import javax.jmdns.impl.ServiceInfoImpl;
import javax.jmdns.impl.constants.DNSConstants;
import javax.jmdns.impl.constants.DNSRecordClass;
import javax.jmdns.impl.constants.DNSRecordType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is asked at one address: many questions in one datagram (RFC 6762 section 5.3), again after
 * one second and after three more (section 5.2), and never more than three datagrams a second.
 * Thread-safe.
 */
final class Asking implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Asking.class);

  private static final Duration BETWEEN = Duration.ofMillis(340);
  private static final Duration AT_FIRST = Duration.ofMillis(50);

  /** When it is asked again; as often it is asked again. */
  private static final List<Duration> AGAIN = List.of(Duration.ofSeconds(1), Duration.ofSeconds(3));

  /** Services that are asked about in one datagram: their answers are longer than the questions. */
  private static final int SERVICES_AT_ONCE = 8;

  private static final int MOST_SERVICES = 500;
  private static final int ROOM_FOR_A_QUESTION = 280;

  private final JmDNSImpl jmdns;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<String, Turn> types = new HashMap<>();
  private final Map<String, Service> services = new HashMap<>();
  private final Thread thread;
  private boolean closed;

  /**
   * When something is asked next.
   *
   * @param asked how often it was asked
   */
  private record Turn(long due, int asked) {
    static Turn first() {
      return new Turn(System.nanoTime() + AT_FIRST.toNanos(), 0);
    }

    /** Empty if that was the last time. */
    Optional<Turn> next() {
      return asked < AGAIN.size()
          ? Optional.of(new Turn(System.nanoTime() + AGAIN.get(asked).toNanos(), asked + 1))
          : Optional.empty();
    }
  }

  private record Service(ServiceInfoImpl info, Turn turn) {}

  Asking(JmDNSImpl jmdns) {
    this.jmdns = jmdns;
    this.thread = Thread.ofVirtual().name("hearth-mdns-asking").start(this::run);
  }

  /** Asks who offers that type of service. */
  void askFor(String type) {
    lock.lock();
    try {
      if (types.putIfAbsent(type, Turn.first()) == null) {
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Asks for what is not known of a service; it hears the answer by itself. */
  void askAbout(ServiceInfoImpl info) {
    info.setDns(jmdns);
    jmdns.addListener(info, question(info.getQualifiedName(), DNSRecordType.TYPE_ANY));
    lock.lock();
    try {
      boolean full = services.size() >= MOST_SERVICES;
      if (!full && services.putIfAbsent(info.getKey(), new Service(info, Turn.first())) == null) {
        changed.signal();
        return;
      }
    } finally {
      lock.unlock();
    }
    jmdns.removeListener(info);
  }

  private void run() {
    try {
      while (awaitDue()) {
        try {
          sendOne();
        } catch (IOException | RuntimeException once) {
          LOG.debug("A question could not be sent", once);
        }
        TimeUnit.NANOSECONDS.sleep(BETWEEN.toNanos());
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  /** False when closed. */
  private boolean awaitDue() throws InterruptedException {
    lock.lock();
    try {
      while (!closed) {
        long rest = untilDue();
        if (rest <= 0) {
          return true;
        }
        if (rest == Long.MAX_VALUE) {
          changed.await();
        } else {
          var _ = changed.awaitNanos(rest);
        }
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  private long untilDue() {
    long now = System.nanoTime();
    long least = Long.MAX_VALUE;
    for (Turn turn : types.values()) {
      least = Math.min(least, turn.due() - now);
    }
    for (Service service : services.values()) {
      least = Math.min(least, service.turn().due() - now);
    }
    return least;
  }

  /** One datagram: for types if any are due, otherwise about services. */
  private void sendOne() throws IOException {
    List<DNSQuestion> questions = new ArrayList<>();
    List<String> known = new ArrayList<>();
    lock.lock();
    try {
      takeTypes(questions, known);
      if (questions.isEmpty()) {
        takeServices(questions);
      }
    } finally {
      lock.unlock();
    }
    DNSOutgoing message = new DNSOutgoing(DNSConstants.FLAGS_QR_QUERY);
    for (DNSQuestion question : questions) {
      if (message.availableSpace() > ROOM_FOR_A_QUESTION) {
        message.addQuestion(question);
      }
    }
    addKnown(message, known);
    jmdns.send(message);
  }

  private void takeTypes(List<DNSQuestion> questions, List<String> known) {
    long now = System.nanoTime();
    for (Map.Entry<String, Turn> type : List.copyOf(types.entrySet())) {
      Turn turn = type.getValue();
      if (turn.due() - now <= 0) {
        questions.add(question(type.getKey(), DNSRecordType.TYPE_PTR));
        if (turn.asked() > 0) {
          known.add(type.getKey());
        }
        turn.next()
            .ifPresentOrElse(
                next -> types.put(type.getKey(), next), () -> types.remove(type.getKey()));
      }
    }
  }

  private void takeServices(List<DNSQuestion> questions) {
    long now = System.nanoTime();
    List<Map.Entry<String, Service>> due =
        services.entrySet().stream()
            .filter(service -> service.getValue().turn().due() - now <= 0)
            .sorted(Comparator.comparingLong(service -> service.getValue().turn().due()))
            .limit(SERVICES_AT_ONCE)
            .toList();
    for (Map.Entry<String, Service> service : due) {
      ServiceInfoImpl info = service.getValue().info();
      Optional<Turn> next = info.hasData() ? Optional.empty() : service.getValue().turn().next();
      if (!info.hasData()) {
        questions.add(question(info.getQualifiedName(), DNSRecordType.TYPE_SRV));
        questions.add(question(info.getQualifiedName(), DNSRecordType.TYPE_TXT));
        String server = info.getServer();
        if (server != null && !server.isEmpty()) {
          questions.add(question(server, DNSRecordType.TYPE_A));
          questions.add(question(server, DNSRecordType.TYPE_AAAA));
        }
      }
      if (next.isPresent()) {
        services.put(service.getKey(), new Service(info, next.get()));
      } else {
        services.remove(service.getKey());
        jmdns.removeListener(info);
      }
    }
  }

  /** Who hears that we know it need not say it again (RFC 6762 section 7.1). */
  private void addKnown(DNSOutgoing message, List<String> types) throws IOException {
    long now = System.currentTimeMillis();
    for (String type : types) {
      for (DNSEntry entry :
          jmdns.getCache().getDNSEntryList(type, DNSRecordType.TYPE_PTR, DNSRecordClass.CLASS_IN)) {
        boolean fresh = entry instanceof DNSRecord record && !record.isStale(now);
        if (fresh && message.availableSpace() > ROOM_FOR_A_QUESTION) {
          message.addAnswer((DNSRecord) entry, now);
        }
      }
    }
  }

  private static DNSQuestion question(String name, DNSRecordType type) {
    return DNSQuestion.newQuestion(name, type, DNSRecordClass.CLASS_IN, DNSRecordClass.NOT_UNIQUE);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
    thread.interrupt();
  }
}
