package org.hearthhub.example;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.*;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.*;
import java.util.regex.*;
import org.hearthhub.device.*;
import org.hearthhub.problem.*;
import org.hearthhub.thing.*;

/** Speaks with fans, which answer a line over UDP with a line. Thread-safe; has one thread. */
public final class FanAdapter implements Adapter {
  private static final AffordanceName SPEED = AffordanceName.of("speed");
  private static final DataSchema PERCENT = DataSchema.of(DataType.INTEGER).between(0, 100);
  private static final ThingDescription FAN =
      new ThingDescription("Fan", List.of(), Map.of(SPEED, new PropertyAffordance(PERCENT, false)));
  private static final Pattern STATE = Pattern.compile("fan (\\w{1,20}) (\\d{1,3})");
  private final String everybody;
  private final CompletableFuture<AdapterHost> hub = new CompletableFuture<>();
  private final Map<DeviceId, String> fans = new ConcurrentHashMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("fans").factory());

  public FanAdapter(String everybody) {
    this.everybody = everybody;
  }

  @Override
  public String name() {
    return "fan";
  }

  @Override
  public void start(AdapterHost host) {
    hub.complete(host);
    var _ = thread.scheduleWithFixedDelay(() -> call(everybody), 0, 5, TimeUnit.SECONDS);
  }

  private void call(String address) {
    Set<String> links = new HashSet<>(fans.values());
    links.add(address);
    Map<String, String> answers = ask(links, "state", Duration.ofSeconds(1));
    try {
      answers.forEach(this::see);
      fans.forEach((fan, link) -> tell(fan, Optional.ofNullable(answers.get(link))));
    } catch (Problem passing) {
      // The hub is behind, or stops: the next call tells it again.
    }
  }

  private void see(String link, String line) {
    Matcher said = STATE.matcher(line);
    if (said.matches()) {
      var fan = new DeviceIdentity("fan", said.group(1)); // not its address, which may change
      var offer = Optional.of(new Sighting.Offer(FAN, link));
      hub.join()
          .sighted(new Sighting(fan, "fan", Kind.of(FAN), line, link, "it answered", false, offer));
    }
  }

  private void tell(DeviceId fan, Optional<String> answer) {
    AdapterHost host = hub.join();
    Matcher said = STATE.matcher(answer.orElse(""));
    if (said.matches()) {
      Value speed = Value.of(Double.parseDouble(said.group(2)));
      host.status(fan, DeviceStatus.State.ONLINE, "");
      host.report(fan, List.of(new Reading(SPEED, speed, host.clock().instant())));
    } else if (answer.isPresent()) {
      host.status(fan, DeviceStatus.State.QUARANTINED, "It talks like no fan.");
    } else {
      host.status(fan, DeviceStatus.State.OFFLINE, "It does not answer. Has it power?");
    }
  }

  @Override
  public boolean understandsAddress(String address) {
    return address.startsWith("fan://");
  }

  @Override
  public void look(String address) {
    at(address);
    thread.execute(() -> call(address));
  }

  @Override
  public void attach(AttachedDevice fan) {
    fans.put(fan.id(), fan.link());
  }

  @Override
  public void detach(DeviceId fan) {
    fans.remove(fan);
  }

  @Override
  public CommandOutcome write(DeviceId fan, AffordanceName name, Value value, Duration patience) {
    String link = fans.getOrDefault(fan, everybody);
    String speed = ThingJson.text(value);
    String answer = ask(Set.of(link), "run " + speed, patience).getOrDefault(link, "");
    return answer.matches("fan \\w+ " + speed)
        ? new CommandOutcome.Confirmed(Optional.of(value))
        : answer.isEmpty()
            ? new CommandOutcome.Unreachable(patience)
            : new CommandOutcome.Refused("It says: " + answer);
  }

  private static Map<String, String> ask(Set<String> links, String words, Duration patience) {
    Map<String, String> answers = new HashMap<>();
    long end = System.nanoTime() + patience.toNanos();
    try (var socket = new DatagramSocket()) {
      for (String link : links) {
        socket.send(new DatagramPacket(words.getBytes(UTF_8), words.length(), at(link)));
      }
      for (int most = 0; most < 500 && !answers.keySet().containsAll(links); most++) {
        socket.setSoTimeout((int) Math.max(1, (end - System.nanoTime()) / 1_000_000));
        var line = new DatagramPacket(new byte[99], 99);
        socket.receive(line);
        var text = new String(line.getData(), 0, line.getLength(), UTF_8);
        answers.put("fan:/" + line.getSocketAddress(), text);
      }
    } catch (IOException over) {
      // The time is, or the network is away: who has not answered has not.
    }
    return answers;
  }

  private static InetSocketAddress at(String link) {
    try {
      URI uri = URI.create(link);
      InetAddress address = InetAddress.ofLiteral(String.valueOf(uri.getHost()));
      if (address.isLoopbackAddress() || address.isSiteLocalAddress()) {
        return new InetSocketAddress(address, uri.getPort());
      }
    } catch (IllegalArgumentException wrong) {
      // No address at all.
    }
    throw new Invalid("bad-address", "A fan in your home has an address like fan://10.0.0.9:4040.");
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
