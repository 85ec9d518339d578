package org.hearthhub.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;
import org.hearthhub.Hub;
import org.hearthhub.access.Resident;
import org.hearthhub.access.Role;
import org.hearthhub.device.Device;
import org.hearthhub.device.InboxEntry;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.ThingDescription;
import org.hearthhub.vault.Unlock;
import org.hearthhub.vault.Vault;

/** A whole hub with its web server, on any port of this machine; closed after each test. */
final class TestHub implements AutoCloseable {
  static final String NAME = "hearth-test.local";
  static final String PASSWORD = "correct horse";

  final Path folder;
  final ObedientAdapter adapter = new ObedientAdapter();
  final BlockingQueue<String> setupCodes = new LinkedBlockingQueue<>();
  final Hub hub;
  final WebServer web;
  private final Vault vault;

  TestHub(Path folder) {
    this(folder, UnaryOperator.identity());
  }

  TestHub(Path folder, UnaryOperator<WebSettings> settings) {
    this.folder = folder;
    vault = Vault.create(folder.resolve("data"), keyFile(folder));
    hub = new Hub(vault, InstantSource.system(), List.of(adapter), setupCodes::add);
    hub.start();
    web =
        WebServer.start(
            hub, settings.apply(WebSettings.of(folder.resolve("tls"), NAME, "0.0.0-test")));
  }

  private static Unlock keyFile(Path folder) {
    Path file = folder.resolve("key");
    try {
      Files.createDirectories(folder);
      Files.write(file, new byte[32]);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    return new Unlock.KeyFile(file);
  }

  /** A browser that nobody is signed in to. */
  Browser browser() {
    return new Browser(web.localUrl());
  }

  /** The browser of somebody of that role. */
  Browser browserOf(String name, Role role) {
    Resident resident =
        hub.household().admit(new Actor.Operator(), name, PASSWORD.toCharArray(), role);
    return browser().with(hub.sessions().begin(resident).token());
  }

  Browser owner() {
    return browserOf("Anna", Role.OWNER);
  }

  /** A device that was seen and accepted. */
  DeviceId accepted(String identity, ThingDescription description) {
    adapter.see(identity, description);
    InboxEntry entry =
        hub.inbox().entries().stream()
            .filter(each -> each.sighting().identity().value().equals(identity))
            .findFirst()
            .orElseThrow();
    Device device =
        hub.inbox().accept(new Actor.Operator(), entry.id(), Optional.empty(), Optional.empty());
    return device.id();
  }

  DeviceId lamp() {
    return accepted("lamp-1", Samples.lamp("Lamp"));
  }

  @Override
  public void close() {
    web.close();
    hub.close();
    vault.close();
  }
}
