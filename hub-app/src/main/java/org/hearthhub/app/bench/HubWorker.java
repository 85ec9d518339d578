package org.hearthhub.app.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.hearthhub.app.compose.HubPlan;
import org.hearthhub.app.compose.Network;
import org.hearthhub.app.compose.RunningHub;
import org.hearthhub.device.Device;
import org.hearthhub.device.InboxEntry;
import org.hearthhub.event.EventBus.Subscription;
import org.hearthhub.problem.Unavailable;
import org.hearthhub.thing.Actor;
import org.hearthhub.vault.Unlock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The process that holds the hub: the real one, all its rooms, on loopback. */
final class HubWorker {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** A person does not add more addresses in one breath either. */
  private static final int ADDRESSES_AT_ONCE = 10;

  private static final Actor WHO = new Actor.Operator();

  private final RunningHub running;

  private HubWorker(RunningHub running) {
    this.running = running;
  }

  static void run(Path dataFolder, Path keyFile) throws IOException {
    HubPlan plan =
        new HubPlan(
            dataFolder, new Network.ThisMachine(), 0, OptionalInt.empty(), 0, 0, false, "bench");
    try (RunningHub hub = RunningHub.start(plan, new Unlock.KeyFile(keyFile), code -> {})) {
      hub.announceSetupCode();
      new HubWorker(hub).orders().serve(System.in, System.out);
    }
  }

  private Orders orders() {
    return new Orders(
        Map.of(
            "http", words -> JSON.numberNode(running.httpPort()),
            "code", words -> JSON.stringNode(running.hub().setupCode().current().orElse("")),
            "adopt", this::adopt,
            "committed", words -> committed()));
  }

  /** Finds the devices at these ports by address, accepts them, and answers ids by title. */
  private JsonNode adopt(List<String> ports) throws InterruptedException {
    ObjectNode ids = JSON.objectNode();
    for (int from = 0; from < ports.size(); from += ADDRESSES_AT_ONCE) {
      List<String> some = ports.subList(from, Math.min(ports.size(), from + ADDRESSES_AT_ONCE));
      some.forEach(port -> running.hub().inbox().look(WHO, "coap://127.0.0.1:" + port));
      await(() -> waiting().size() >= some.size());
      for (InboxEntry entry : waiting()) {
        Device device =
            running.hub().inbox().accept(WHO, entry.id(), Optional.empty(), Optional.empty());
        ids.put(device.title(), device.id().toString());
      }
    }
    return ids;
  }

  /** The senders in the inbox; others on this machine may answer the hub's calls too. */
  private List<InboxEntry> waiting() {
    return running.hub().inbox().entries().stream()
        .filter(entry -> entry.sighting().title().startsWith(Sender.TITLE))
        .filter(entry -> entry.sighting().offer().isPresent())
        .toList();
  }

  private void await(BooleanSupplier condition) throws InterruptedException {
    Semaphore somethingHappened = new Semaphore(0);
    long end = System.nanoTime() + PATIENCE.toNanos();
    Subscription subscription =
        running.hub().events().subscribe(event -> somethingHappened.release());
    try (subscription) {
      while (!condition.getAsBoolean()) {
        long left = end - System.nanoTime();
        if (left <= 0 || !somethingHappened.tryAcquire(left, TimeUnit.NANOSECONDS)) {
          throw new Unavailable(
              Unavailable.Who.DEVICE, "senders-not-found", "The senders were not found in time.");
        }
      }
    }
  }

  private JsonNode committed() {
    return JSON.objectNode()
        .put("committed", running.hub().history().committed())
        .put("dropped", running.hub().history().dropped())
        .put("nanos", System.nanoTime());
  }
}
