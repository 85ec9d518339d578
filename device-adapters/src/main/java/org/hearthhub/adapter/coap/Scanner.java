package org.hearthhub.adapter.coap;

import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.MessageObserverAdapter;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.hearthhub.adapter.coap.format.ContentFormat;
import org.hearthhub.device.Scan;
import org.hearthhub.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Asks each address of a subnet once what is there, because a person wants that; at the pace of all
 * that nobody waits for, and until it is stopped. One at a time. Thread-safe.
 */
final class Scanner {
  private final Requests requests;
  private final HomeNetwork home;
  private final Endpoints endpoints;
  private final Lookout lookout;
  private final Pacer pacer;
  private final InstantSource clock;
  private @Nullable Running running;

  private final class Running {
    private final Subnet subnet;
    private final List<InetAddress> hosts;
    private final Instant since = clock.instant();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final Thread thread;

    Running(Subnet subnet, List<InetAddress> hosts) {
      this.subnet = subnet;
      this.hosts = hosts;
      this.thread = Thread.ofVirtual().name("coap-scan").unstarted(this::run);
    }

    private void run() {
      try {
        for (InetAddress host : hosts) {
          pacer.await();
          ask(new HomeAddress(host, HomeAddress.DEFAULT_PORT));
          asked.incrementAndGet();
        }
      } catch (Problem stopped) {
        // A person stopped it, or the hub stops.
      }
    }

    /** Without confirmation: most addresses are nobody's, and would be asked five times. */
    private void ask(HomeAddress at) {
      if (endpoints.isOurs(at)) {
        return;
      }
      try {
        Request request = requests.to(at, CoAP.Code.GET, "/.well-known/core");
        request.setType(CoAP.Type.NON);
        Requests.accept(request, ContentFormat.LINK_FORMAT);
        request.addMessageObserver(
            new MessageObserverAdapter() {
              @Override
              public void onResponse(Response response) {
                answered.incrementAndGet();
                lookout.look(Errand.scanned(at));
              }
            });
        var _ = requests.send(request);
      } catch (Problem noWayThere) {
        // Counted as asked: there is no more to find out.
      }
    }

    Scan state() {
      boolean goesOn = thread.isAlive();
      return new Scan(subnet.toString(), asked.get(), hosts.size(), answered.get(), since, goesOn);
    }
  }

  Scanner(
      Requests requests,
      HomeNetwork home,
      Endpoints endpoints,
      Lookout lookout,
      Pacer pacer,
      InstantSource clock) {
    this.requests = requests;
    this.home = home;
    this.endpoints = endpoints;
    this.lookout = lookout;
    this.pacer = pacer;
    this.clock = clock;
  }

  /**
   * @throws org.hearthhub.problem.Refused if part of it is not on the home's own network
   */
  synchronized void scan(Subnet subnet) {
    List<InetAddress> hosts = subnet.hosts();
    hosts.forEach(home::require);
    stop();
    Running fresh = new Running(subnet, hosts);
    running = fresh;
    fresh.thread.start();
  }

  synchronized void stop() {
    if (running != null) {
      running.thread.interrupt();
    }
  }

  synchronized Optional<Scan> latest() {
    return Optional.ofNullable(running).map(Running::state);
  }
}
