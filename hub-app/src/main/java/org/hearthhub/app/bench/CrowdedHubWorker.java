package org.hearthhub.app.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.hearthhub.adapter.simulator.PlainSensor;
import org.hearthhub.app.compose.HubPlan;
import org.hearthhub.app.compose.Network;
import org.hearthhub.app.compose.RunningHub;
import org.hearthhub.device.Device;
import org.hearthhub.device.InboxEntry;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.vault.Unlock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The process that holds a hub with very many devices, which register with it themselves. */
final class CrowdedHubWorker {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Actor WHO = new Actor.Operator();
  private static final Duration LAST_COMMANDS = Duration.ofSeconds(15);
  private static final int PROPERTIES = PlainSensor.measured().size() + 1;

  private final RunningHub running;
  private final Map<String, DeviceId> ids = new TreeMap<>();
  private @Nullable SteadyCommands commands;

  private CrowdedHubWorker(RunningHub running) {
    this.running = running;
  }

  static void run(Path dataFolder, Path keyFile) throws IOException {
    HubPlan plan =
        new HubPlan(
            dataFolder, new Network.ThisMachine(), 0, OptionalInt.empty(), 0, 0, false, "bench");
    try (RunningHub hub = RunningHub.start(plan, new Unlock.KeyFile(keyFile), code -> {})) {
      CrowdedHubWorker worker = new CrowdedHubWorker(hub);
      try {
        worker.orders().serve(System.in, System.out);
      } finally {
        worker.endCommands();
      }
    }
  }

  private Orders orders() {
    return new Orders(
        Map.of(
            "coap", words -> JSON.numberNode(running.coapPort()),
            "accept", words -> accept(),
            "ids", words -> ids(),
            "live", words -> JSON.numberNode(live()),
            "state", words -> state(),
            "forget-commands", words -> forgetCommands(),
            "begin-commands", words -> beginCommands(Integer.parseInt(words.getFirst())),
            "end-commands", words -> endCommands()));
  }

  /** Accepts the plain sensors that wait; how many there are now. */
  private JsonNode accept() {
    for (InboxEntry entry : running.hub().inbox().entries()) {
      if (isPlain(entry)) {
        Device device =
            running.hub().inbox().accept(WHO, entry.id(), Optional.empty(), Optional.empty());
        ids.put(device.title(), device.id());
      }
    }
    return JSON.numberNode(ids.size());
  }

  /** Ids by title. */
  private JsonNode ids() {
    ObjectNode all = JSON.objectNode();
    ids.forEach((title, id) -> all.put(title, id.toString()));
    return all;
  }

  private static boolean isPlain(InboxEntry entry) {
    return entry.sighting().offer().isPresent()
        && entry.sighting().title().startsWith(PlainSensor.TITLE);
  }

  /** Of how many devices every property is known. */
  private long live() {
    return running.hub().devices().all().stream()
        .filter(device -> running.hub().devices().values(device.id()).size() >= PROPERTIES)
        .count();
  }

  private JsonNode state() {
    Usage usage = Usage.now();
    return JSON.objectNode()
        .put("committed", running.hub().history().committed())
        .put("dropped", running.hub().history().dropped())
        .put("cpu_s", usage.cpuSeconds())
        .put("rss_mb", Resident.megabytes(ProcessHandle.current().pid()));
  }

  private JsonNode beginCommands(int perSecond) {
    List<DeviceId> devices = new ArrayList<>(ids.values());
    commands = new SteadyCommands(running.hub(), devices, perSecond);
    return JSON.booleanNode(true);
  }

  private JsonNode forgetCommands() {
    SteadyCommands running = commands;
    if (running != null) {
      running.forget();
    }
    return JSON.booleanNode(running != null);
  }

  private JsonNode endCommands() {
    SteadyCommands running = commands;
    if (running == null) {
      return JSON.objectNode();
    }
    commands = null;
    try (running) {
      return JsonMapper.shared().valueToTree(running.end(LAST_COMMANDS));
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return JSON.objectNode();
    }
  }
}
