package org.hearthhub.app.compose;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.hearthhub.problem.NotFound;
import org.hearthhub.vault.LockedVault;
import org.hearthhub.vault.Unlock;
import org.hearthhub.vault.Vault;
import org.hearthhub.web.WebServer;
import org.hearthhub.web.tls.HubCertificates;
import org.hearthhub.web.vault.LockedHome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A hub whose store nobody has opened yet: it serves its unlock page, and becomes the hub of the
 * home once somebody has. Thread-safe.
 */
public final class LockedHub implements LockedHome, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LockedHub.class);

  private final HubPlan plan;
  private final ReadyLines lines;
  private final StopSignal stop;
  private final Optional<String> reason;
  private final Instant since = InstantSource.system().instant();
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final CompletableFuture<RuntimeException> failed = new CompletableFuture<>();
  private final LockedVault vault;
  private final Doorway doorway;
  private final WebServer web;

  /** Guarded by this object, as is who owns the parts. */
  private Optional<Thread> opening = Optional.empty();

  private LockedHub(HubPlan plan, ReadyLines lines, StopSignal stop, Optional<String> reason) {
    this.plan = plan;
    this.lines = lines;
    this.stop = stop;
    this.reason = reason;
    try {
      vault = keep(LockedVault.hold(plan.dataFolder()));
      doorway = new Doorway(plan, nameOf(plan));
      doorway.mdns().ifPresent(this::keep);
      keep(doorway);
      web = doorway.open(settings -> WebServer.startLocked(this, settings));
    } catch (Throwable failure) {
      close();
      throw failure;
    }
  }

  /**
   * Starts to wait for somebody who opens the store.
   *
   * @param lines where it is said that the home is ready, later
   * @param stop asked for when the home cannot start, later
   * @param reason why the key file at hand does not open the store, if there is one
   * @throws org.hearthhub.problem.Problem if it cannot listen, or somebody else has the folder
   */
  public static LockedHub start(
      HubPlan plan, ReadyLines lines, StopSignal stop, Optional<String> reason) {
    return new LockedHub(plan, lines, stop, reason);
  }

  private static String nameOf(HubPlan plan) {
    return HubCertificates.hubNameIn(Doorway.tlsFolder(plan.dataFolder()))
        .orElseThrow(
            () ->
                new NotFound(
                    "no-certificate",
                    "The store in %s is locked, and without the certificates in its folder tls no"
                            .formatted(plan.dataFolder())
                        + " page can be shown to unlock it. Name what opens it with --key-file or"
                        + " --passphrase-file."));
  }

  private <T extends AutoCloseable> T keep(T part) {
    parts.push(part);
    return part;
  }

  /** Where people find its page. */
  public String url() {
    return doorway.url(web);
  }

  @Override
  public Instant since() {
    return since;
  }

  /** For whoever started it: it names the file. */
  public Optional<String> reason() {
    return reason;
  }

  @Override
  public boolean hasUselessKeyFile() {
    return reason.isPresent();
  }

  @Override
  public synchronized boolean isOpening() {
    return opening.isPresent();
  }

  @Override
  public synchronized void unlock(Unlock secret) {
    Vault open = vault.open(secret);
    opening = Optional.of(Thread.ofPlatform().name("hub-opening").start(() -> becomeHub(open)));
  }

  private void becomeHub(Vault open) {
    try {
      RunningHub hub = RunningHub.start(plan, open, doorway, web, lines::setupCode);
      synchronized (this) {
        // The parts are the hub's now.
        parts.clear();
        parts.push(hub);
      }
      lines.ready(hub);
    } catch (RuntimeException failure) {
      log.debug("The home could not start after it was unlocked", failure);
      failed.complete(failure);
      stop.ask();
    }
  }

  /** Why the home could not start although it was unlocked. */
  public Optional<RuntimeException> failure() {
    return Optional.ofNullable(failed.getNow(null));
  }

  /** Stops what it has become. */
  @Override
  public void close() {
    Optional<Thread> starting;
    synchronized (this) {
      starting = opening;
    }
    starting.ifPresent(LockedHub::join);
    synchronized (this) {
      Parts.close(parts);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
