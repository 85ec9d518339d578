package org.hearthhub;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.hearthhub.access.Resident;
import org.hearthhub.access.Role;
import org.hearthhub.audit.AuditEntry;
import org.hearthhub.backup.BackupPlan;
import org.hearthhub.backup.KeepRule;
import org.hearthhub.device.Device;
import org.hearthhub.device.GivenHub;
import org.hearthhub.device.Ignored;
import org.hearthhub.device.LoopAdapter;
import org.hearthhub.history.Keeping;
import org.hearthhub.history.Past;
import org.hearthhub.history.SeriesName;
import org.hearthhub.history.Term;
import org.hearthhub.home.Room;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.Value;
import org.hearthhub.vault.KeySlot;
import org.hearthhub.vault.Unlock;
import org.hearthhub.vault.Vault;

/**
 * A small home with something in every part of the store, kept as a resource for each format that
 * was ever shipped, so that every later Hearth is tested to open it. {@code formats/format-N.zip}
 * holds the data folder of a hub that was running (with its WALs) and the key file; {@code
 * formats/format-N.txt} what was in it.
 *
 * <p>When the format changes: {@code java -cp … org.hearthhub.StoreFixture N
 * hub-core/src/test/resources/org/hearthhub/formats}, then {@link #LATEST} is N.
 */
public final class StoreFixture {
  static final String PASSPHRASE = "fixture passphrase";
  static final int CHUNK = 512;

  /** The format that this Hearth writes; every one up to it is kept. */
  static final int LATEST = 2;

  /** So many times ten seconds. */
  private static final int DAY_LATER = 10_000;

  private static final String RESOURCES = "formats/";
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final List<AffordanceName> PROPERTIES =
      List.of(GivenHub.ON, GivenHub.BRIGHTNESS, GivenHub.SERIAL);

  private StoreFixture() {}

  /** Arguments: the number of the format, the folder for the two files. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createTempDirectory("hearth-fixture");
    Path into = Path.of(arguments[1]);
    String name = "format-" + arguments[0];
    Path copy = Files.createDirectory(folder.resolve("copy"));
    List<String> content = make(folder.resolve("home"), copy);
    Files.write(into.resolve(name + ".txt"), content);
    zip(copy, into.resolve(name + ".zip"));
  }

  /**
   * Makes the home and copies its folder while the hub still runs, as a kill would leave it.
   *
   * @return what is in it, line by line
   */
  static List<String> make(Path folder, Path copy) throws IOException {
    Files.createDirectories(folder);
    SteppedClock clock = new SteppedClock();
    // Made by an owner with a password, which is a passphrase slot beside that of the key file.
    List<String> codes = new ArrayList<>();
    try (Vault vault = Vault.create(folder.resolve("data"), key(folder));
        Hub hub = new Hub(vault, clock, List.of(new LoopAdapter()), codes::add)) {
      hub.start();
      hub.setupCode().announce();
      hub.household().setUp(codes.getFirst(), "Anna", PASSPHRASE.toCharArray(), "127.0.0.1");
    }
    try (GivenHub given = new GivenHub(folder, clock)) {
      furnish(given);
    }
    try (GivenHub given = new GivenHub(folder, clock)) {
      furnishMore(given);
    }
    // What follows is in the journal and in the WAL, not in chunks.
    try (GivenHub given = new GivenHub(folder, clock)) {
      DeviceId lamp = given.hub.devices().all().getFirst().id();
      clock.goOn(Duration.ofHours(1));
      push(given.hub, lamp, 3 * CHUNK + 10, 3 * CHUNK + 40);
      given.hub.home().renameRoom(GivenHub.OWNER, given.hub.home().rooms().get(1).id(), "Bad");
      List<String> content = describe(given.hub, LATEST);
      copy(folder, copy);
      return content;
    }
  }

  private static void furnish(GivenHub given) {
    Hub hub = given.hub;
    hub.home().rename(GivenHub.OWNER, "Haus am See");
    hub.home().addRoom(GivenHub.OWNER, "Küche");
    hub.home().addRoom(GivenHub.OWNER, "Badezimmer");
    given.givenPerson("Gustav", Role.GUEST);
    Device lamp = given.givenLamp("one");
    hub.devices().rename(GivenHub.OWNER, lamp.id(), "Leuchte über dem Tisch");
    hub.devices().move(GivenHub.OWNER, lamp.id(), Optional.of("Küche"));
    Device gone = given.givenLamp("two");
    push(hub, gone.id(), 0, 3);
    hub.devices().remove(GivenHub.OWNER, gone.id());
    given.givenLamp("three");
    given.adapter.sees("four", GivenHub.lamp("Nachbars Lampe"), "loop://four");
    hub.inbox().ignore(GivenHub.OWNER, hub.inbox().entries().getFirst().id());
    given.clock.goOn(Duration.ofMinutes(1));
    push(hub, lamp.id(), 0, 3 * CHUNK + 10);
  }

  /** What the second format brought. */
  private static void furnishMore(GivenHub given) {
    Hub hub = given.hub;
    DeviceId lamp = hub.devices().all().getFirst().id();
    DeviceId erased = hub.devices().all().getLast().id();
    hub.home().chooseTimeZone(GivenHub.OWNER, "Europe/Berlin");
    given.vault.slots().addRecoveryCode("Auf Papier").close();
    push(hub, erased, 0, 30);
    given.vault.erase(erased);
    hub.history()
        .retention()
        .keep(
            GivenHub.OWNER,
            lamp,
            Optional.of(new Keeping(new Term.Days(3_650), new Term.Forever())));
    hub.backups()
        .change(
            GivenHub.OWNER,
            new BackupPlan(
                Optional.empty(), Optional.of(LocalTime.of(4, 30)), new KeepRule(3, 2, 1)));
    // The day of the first readings is over, so it is told in hours and days.
    given.clock.goOn(Duration.ofDays(2));
    push(hub, lamp, DAY_LATER, DAY_LATER + CHUNK);
    hub.history().awaitRollUps();
  }

  private static void push(Hub hub, DeviceId device, int from, int to) {
    List<Reading> readings = new ArrayList<>();
    for (int i = from; i < to; i++) {
      Instant time = START.plusSeconds(10L * i);
      readings.add(new Reading(GivenHub.BRIGHTNESS, Value.of(i % 101 + i % 4 / 4.0), time));
      if (i % 5 == 0) {
        readings.add(
            new Reading(
                GivenHub.ON, Value.of(i % 10 == 0), time, Optional.of(time.minusMillis(i))));
      }
      if (i % 100 == 0) {
        readings.add(new Reading(GivenHub.SERIAL, Value.of("Nr. " + i + " ß"), time));
      }
    }
    hub.history()
        .appendNow(device, readings)
        .toCompletableFuture()
        .orTimeout(30, TimeUnit.SECONDS)
        .join();
  }

  /**
   * What a person of this home would see of it, line by line; no line depends on the format, save
   * that an earlier one has nothing to tell of what a later one brought.
   */
  static List<String> describe(Hub hub, int format) {
    List<String> lines = new ArrayList<>();
    lines.add("home " + hub.home().title());
    hub.home().rooms().forEach(room -> lines.add("room " + room.title()));
    hub.residents().all().stream()
        .sorted(Comparator.comparing(Resident::name))
        .forEach(person -> lines.add("person " + person.name() + " " + person.role().word()));
    hub.inbox().ignored().stream()
        .map(Ignored::title)
        .forEach(each -> lines.add("ignored " + each));
    List<Device> devices =
        hub.devices().all().stream().sorted(Comparator.comparing(Device::title)).toList();
    for (Device device : devices) {
      lines.add(
          "device %s %s in %s at %s"
              .formatted(
                  device.title(),
                  device.identity(),
                  device.room().flatMap(hub.home()::room).map(Room::title).orElse("no room"),
                  device.address()));
      PROPERTIES.forEach(property -> lines.add(past(hub, device, property)));
    }
    List<AuditEntry> entries = hub.audit().latest(1_000, Long.MAX_VALUE).reversed();
    entries.forEach(entry -> lines.add("entry " + entry(entry)));
    if (format >= 2) {
      describeMore(hub, lines);
    }
    return lines;
  }

  private static void describeMore(Hub hub, List<String> lines) {
    for (KeySlot slot : hub.vault().slots().list()) {
      lines.add(
          "key %s “%s” opens %s".formatted(slot.kind(), slot.label(), new TreeSet<>(slot.tiers())));
    }
    lines.add("erasures " + hub.vault().erasures().size());
    BackupPlan plan = hub.backups().plan();
    lines.add("backups at %s, %s".formatted(plan.daily(), plan.keep()));
    DeviceId lamp = hub.devices().all().getFirst().id();
    lines.add("lamp kept " + hub.history().retention().of(new SeriesName(lamp, GivenHub.ON)));
    Instant end = START.plus(Duration.ofDays(4));
    Past past = hub.history().query(lamp, GivenHub.BRIGHTNESS, START, end, 4);
    ((Past.Steps) past)
        .steps()
        .forEach(step -> lines.add("brightness %s".formatted(step).replace('\n', ' ')));
    lines.add("audit root " + hub.audit().checkpoint().size());
  }

  private static String past(Hub hub, Device device, AffordanceName property) {
    MessageDigest digest = sha256();
    int count = 0;
    Instant from = START;
    List<Past.Point> points;
    do {
      Past past = hub.history().query(device.id(), property, from, from.plusSeconds(5_000), 5_000);
      points = ((Past.Readings) past).points();
      for (Past.Point point : points) {
        digest.update((point.time() + " " + point.value() + "\n").getBytes(StandardCharsets.UTF_8));
        count++;
      }
      from = from.plusSeconds(5_000);
    } while (!points.isEmpty());
    return "past %s of %s: %d readings, %s"
        .formatted(
            property.text(), device.title(), count, HexFormat.of().formatHex(digest.digest()));
  }

  private static String entry(AuditEntry entry) {
    return String.join(
        " | ",
        String.valueOf(entry.sequence()),
        entry.time().toString(),
        entry.actor() instanceof Actor.Person ? "person" : entry.actor().toString(),
        entry.actorName(),
        entry.action().word(),
        entry.thingTitle().orElse("-"),
        entry.name().map(AffordanceName::text).orElse("-"),
        entry.outcome().word(),
        entry.reason().orElse("-"));
  }

  static Unlock key(Path folder) {
    return new Unlock.KeyFile(folder.resolve("key"));
  }

  /** What the resource of a format says is in its folder. */
  static List<String> content(int format) throws IOException {
    try (InputStream in = resource(format, ".txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  /** Puts the folder of a format, {@code data} and {@code key}, into a folder of the test. */
  static void unpack(int format, Path folder) throws IOException {
    Files.createDirectory(
        folder.resolve("data"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try (ZipInputStream zip = new ZipInputStream(resource(format, ".zip"))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = folder.resolve(entry.getName());
        Files.copy(zip, file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      }
    }
  }

  private static InputStream resource(int format, String end) {
    String name = RESOURCES + "format-" + format + end;
    InputStream in = StoreFixture.class.getResourceAsStream(name);
    if (in == null) {
      throw new IllegalStateException("There is no resource " + name);
    }
    return in;
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectory(to.resolve("data"));
    for (Path file : files(from)) {
      Files.copy(file, to.resolve(from.relativize(file)));
    }
  }

  /** What belongs to the home; SQLite makes its shared memory anew. */
  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !file.toString().endsWith("-shm") && !file.toString().endsWith(".lock"))
          .sorted()
          .toList();
    }
  }

  private static void zip(Path folder, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(9);
      for (Path each : files(folder)) {
        ZipEntry entry = new ZipEntry(folder.relativize(each).toString());
        entry.setLastModifiedTime(FileTime.from(START));
        zip.putNextEntry(entry);
        Files.copy(each, zip);
        zip.closeEntry();
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static IntStream formats() {
    return IntStream.rangeClosed(1, LATEST);
  }

  /** Those that have to be brought to the present one. */
  static IntStream earlierFormats() {
    return IntStream.range(1, LATEST);
  }
}
