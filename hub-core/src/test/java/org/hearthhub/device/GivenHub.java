package org.hearthhub.device;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hearthhub.Hub;
import org.hearthhub.SteppedClock;
import org.hearthhub.access.Role;
import org.hearthhub.access.Sessions;
import org.hearthhub.audit.AuditEntry;
import org.hearthhub.event.HomeEvent;
import org.hearthhub.thing.ActionAffordance;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DataSchema;
import org.hearthhub.thing.DataType;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.PropertyAffordance;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.ThingDescription;
import org.hearthhub.thing.Value;
import org.hearthhub.vault.Unlock;
import org.hearthhub.vault.Vault;

/** A started hub on a real vault, with a {@link LoopAdapter} and whoever holds the machine. */
public final class GivenHub implements AutoCloseable {
  public static final AffordanceName ON = AffordanceName.of("on");
  public static final AffordanceName BRIGHTNESS = AffordanceName.of("brightness");
  public static final AffordanceName SERIAL = AffordanceName.of("serial");
  public static final AffordanceName PIN = AffordanceName.of("pin");
  public static final AffordanceName FADE = AffordanceName.of("fade");

  /** It needs no password, which takes long to hash. */
  public static final Actor OWNER = new Actor.Operator();

  public final List<HomeEvent> heard = new CopyOnWriteArrayList<>();
  public final SteppedClock clock;
  public final Vault vault;
  public final LoopAdapter adapter = new LoopAdapter();
  public final Hub hub;

  public GivenHub(Path folder, SteppedClock clock) {
    this(folder, clock, true);
  }

  /**
   * @param withAdapter whether the hub has the adapter at all
   */
  public GivenHub(Path folder, SteppedClock clock, boolean withAdapter) {
    this.clock = clock;
    Path data = folder.resolve("data");
    var key = new Unlock.KeyFile(folder.resolve("key"));
    vault = Vault.exists(data) ? Vault.open(data, key) : Vault.create(data, key);
    hub = new Hub(vault, clock, withAdapter ? List.of(adapter) : List.of(), code -> {});
    hub.events().subscribe(heard::add);
    hub.start();
  }

  /** A lamp that can be switched, dimmed and faded. */
  public static ThingDescription lamp(String title) {
    Map<AffordanceName, PropertyAffordance> properties = new LinkedHashMap<>();
    properties.put(
        ON, new PropertyAffordance(DataSchema.of(DataType.BOOLEAN).meaning("OnOffProperty"), true));
    properties.put(
        BRIGHTNESS,
        new PropertyAffordance(
            DataSchema.of(DataType.INTEGER).between(0, 100).titled("Brightness"), true));
    properties.put(
        SERIAL, new PropertyAffordance(DataSchema.of(DataType.STRING).asReadOnly(), false));
    properties.put(
        PIN,
        new PropertyAffordance(
            new DataSchema(
                DataType.STRING,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                "{}"),
            false));
    return new ThingDescription(
        title,
        Optional.empty(),
        List.of("Light"),
        properties,
        Map.of(
            FADE,
            new ActionAffordance(
                Optional.of("Fade"),
                Optional.empty(),
                Optional.of(DataSchema.of(DataType.NUMBER).between(1, 60)),
                Optional.empty())),
        Map.of());
  }

  /** A lamp that was accepted into the home. */
  public Device givenLamp(String identity) {
    adapter.sees(identity, lamp("Lamp " + identity), "loop://" + identity);
    return hub.inbox()
        .accept(OWNER, hub.inbox().entries().getFirst().id(), Optional.empty(), Optional.empty());
  }

  public Actor givenPerson(String name, Role role) {
    return new Actor.Person(
        hub.household().admit(OWNER, name, "correct horse".toCharArray(), role).id());
  }

  public Sessions.SignedIn signIn(String name) {
    return hub.sessions().signIn(name, "correct horse".toCharArray(), "127.0.0.1");
  }

  /** What a device says of one of its properties now. */
  public Reading reading(AffordanceName property, Value value) {
    return new Reading(property, value, clock.instant());
  }

  public void says(DeviceId device, AffordanceName property, Value value) {
    adapter.host().report(device, List.of(reading(property, value)));
  }

  public AuditEntry lastEntry() {
    return hub.audit().latest(1, Long.MAX_VALUE).getFirst();
  }

  @Override
  public void close() {
    hub.close();
    vault.close();
  }
}
