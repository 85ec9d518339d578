package org.hearthhub.backup;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.hearthhub.event.EventBus;
import org.hearthhub.event.HomeEvent;
import org.hearthhub.problem.Conflict;
import org.hearthhub.problem.Problem;
import org.hearthhub.thing.Actor;
import org.hearthhub.vault.Tier;
import org.hearthhub.vault.Unlock;
import org.hearthhub.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The backups of this home: one after the other, made while it runs, each read again and proven
 * after it was written, old ones removed by a rule. Thread-safe.
 */
public final class Backups implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Backups.class);
  private static final Duration LOOK = Duration.ofSeconds(30);
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(20);

  private final Vault vault;
  private final EventBus bus;
  private final InstantSource clock;
  private final Supplier<ZoneId> zone;
  private final BackupWitness witness;
  private final BackupNames names;
  private final BackupRecords records;
  private final Shelf shelf;

  /** What is being done; one thing at a time. */
  private final AtomicReference<@Nullable Work> running = new AtomicReference<>();

  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("hearth-backups").factory());

  private volatile boolean closed;

  /**
   * @param zone of the home; the schedule and the rule go by its days
   * @param witness decides on and writes down what is done
   */
  public Backups(
      Vault vault,
      EventBus bus,
      InstantSource clock,
      Supplier<ZoneId> zone,
      BackupWitness witness) {
    this.vault = vault;
    this.bus = bus;
    this.clock = clock;
    this.zone = zone;
    this.witness = witness;
    this.names = BackupNames.of(vault.backupKeys().vaultId());
    this.records = new BackupRecords(vault.records());
    Checking checking = new Checking(vault, clock);
    checking.removeLeftovers();
    this.shelf =
        new Shelf(vault, names, records, new Making(vault, names, clock), checking, clock, zone);
    vault.whenTiersChange(this::tiersChanged);
    vault.whenErased(this::erased);
  }

  /** Begins to make backups by the plan. */
  public void start() {
    var _ =
        worker.scheduleWithFixedDelay(
            this::makeIfDue, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** How it stands, for a page; reads no disk of the backups. */
  public BackupStatus status() {
    Standing standing =
        new Standing(records, vault.backupKeys().secrets(), clock.instant(), zone.get());
    return standing.status(Optional.ofNullable(running.get()).map(Work::progress));
  }

  /** Where backups go and when. */
  public BackupPlan plan() {
    return records.plan().plan();
  }

  /**
   * Changes where backups go and when. A folder that is named for the first time gets a marker
   * file, so that an empty mount point is never taken for the share that was meant; the first
   * backup is made at once.
   *
   * @throws org.hearthhub.problem.Refused if the actor may not
   * @throws org.hearthhub.problem.Invalid if the folder is not absolute, or in the data folder
   * @throws org.hearthhub.problem.Broken if it cannot be written
   */
  public void change(Actor actor, BackupPlan plan) {
    witness.mayManageBackups(actor, BackupWitness.Deed.PLAN);
    String marker =
        plan.folder().map(folder -> BackupFolder.claim(folder, vault.folder(), names)).orElse("");
    BackupRecords.Plan old = records.plan();
    boolean sameFolder = plan.folder().equals(old.plan().folder());
    records.put(
        new BackupRecords.Plan(
            plan,
            marker,
            sameFolder ? old.tried() : Optional.empty(),
            sameFolder ? old.failure() : Optional.empty()));
    witness.managedBackups(actor, BackupWitness.Deed.PLAN, true, Standing.inWords(plan));
    bus.publish(new HomeEvent.BackupsChanged());
  }

  /**
   * The backups in the folder, newest first, the failed ones that are kept aside as well.
   *
   * @throws Conflict if no folder was named
   * @throws org.hearthhub.problem.Unavailable if the folder is not there
   */
  public List<Backup> list() {
    return shelf.list();
  }

  /**
   * Makes a backup and proves it, on another thread.
   *
   * @return completes with it, or fails with a Problem; either way it was written down and told
   * @throws org.hearthhub.problem.Refused if the actor may not
   * @throws Conflict if one is being made, or no folder was named, or no passphrase could open it
   * @throws org.hearthhub.problem.Unavailable if the folder is not there
   */
  public CompletionStage<Backup> begin(Actor actor) {
    witness.mayManageBackups(actor, BackupWitness.Deed.MAKE);
    shelf.requireReady();
    Work work = take();
    try {
      return CompletableFuture.supplyAsync(() -> make(actor, work), worker);
    } catch (RuntimeException stopping) {
      release();
      throw stopping;
    }
  }

  /** As {@link #begin}, and waits for it. */
  public Backup now(Actor actor) {
    try {
      return begin(actor).toCompletableFuture().join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof Problem problem ? problem : failed;
    }
  }

  /**
   * Reads a backup again: whether it is bit for bit the file that was proven when it was made; one
   * that was made while the past was locked is looked into as well, if that is open now.
   *
   * @throws org.hearthhub.problem.NotFound if there is none of that name
   * @throws Conflict if another hub made it; then its secret is needed
   */
  public Backup verify(Actor actor, String name) {
    return checked(actor, name, work -> shelf.verify(name, work));
  }

  /**
   * Says at once what {@link #verify(Actor, String)} would say.
   *
   * @throws Conflict if another hub made it; then its secret is needed
   */
  public void requireKnown(String name) {
    shelf.requireKnown(name);
  }

  /**
   * Reads a backup again and opens everything in it.
   *
   * @param secret a passphrase or recovery code of that time; wiped
   * @throws org.hearthhub.problem.NotFound if there is none of that name
   * @throws org.hearthhub.problem.Refused if the secret does not open it
   */
  public Backup verify(Actor actor, String name, Unlock secret) {
    try {
      return checked(actor, name, work -> shelf.verify(name, secret, work));
    } finally {
      Unlock.wipe(secret);
    }
  }

  private interface Look {
    Backup with(Work work);
  }

  private Backup checked(Actor actor, String name, Look look) {
    witness.mayManageBackups(actor, BackupWitness.Deed.CHECK);
    Work work = take();
    try {
      Backup backup = look.with(work);
      boolean good = Standing.isGood(backup.check());
      String remark = "The backup " + name + " was looked at. " + Standing.inWords(backup.check());
      witness.managedBackups(actor, BackupWitness.Deed.CHECK, good, remark);
      return backup;
    } catch (Problem failed) {
      // Nobody may wait for the answer: then this is where it is told.
      witness.managedBackups(
          actor,
          BackupWitness.Deed.CHECK,
          false,
          "The backup " + name + " was not checked: " + failed.sentence());
      throw failed;
    } finally {
      release();
      bus.publish(new HomeEvent.BackupsChanged());
    }
  }

  /**
   * The file of a backup, to be sent to a person who keeps it elsewhere.
   *
   * @throws org.hearthhub.problem.NotFound if there is none of that name
   */
  public Path file(Actor actor, String name) {
    witness.mayManageBackups(actor, BackupWitness.Deed.MAKE);
    return shelf.file(name);
  }

  /** Something was erased for good: what lies beside the backups says so. */
  private void erased() {
    inBackground(
        () -> {
          if (plan().folder().isPresent()) {
            shelf.writeErasures();
          }
        });
  }

  private void tiersChanged() {
    if (vault.isOpen(Tier.HISTORY)) {
      inBackground(this::openWhatWaited);
    }
  }

  private void inBackground(Runnable work) {
    if (!closed) {
      worker.execute(
          () -> {
            try {
              work.run();
            } catch (RuntimeException failed) {
              log.error("Backups: {}", failed.getMessage());
            }
          });
    }
  }

  /** Looks into what was compared by digest only while the past was locked. */
  private void openWhatWaited() {
    if (!shelf.somethingWaits()) {
      return;
    }
    Work work = take();
    try {
      for (Backup looked : shelf.openWhatWaited(work)) {
        boolean good = Standing.isGood(looked.check());
        witness.managedBackups(
            new Actor.TheHub(),
            BackupWitness.Deed.CHECK,
            good,
            "The backup "
                + looked.name()
                + " was looked into after the past was unlocked: "
                + Standing.inWords(looked.check()));
      }
    } finally {
      release();
      bus.publish(new HomeEvent.BackupsChanged());
    }
  }

  private Work take() {
    Work work = new Work();
    if (closed) {
      work.stop();
    }
    work.goOn();
    if (!running.compareAndSet(null, work)) {
      throw new Conflict(
          "backup-running", "A backup is being made or checked. Try again when it is done.");
    }
    return work;
  }

  private void release() {
    running.set(null);
  }

  private Backup make(Actor actor, Work work) {
    Instant began = clock.instant();
    try {
      noteTry(began, records.plan().failure());
      bus.publish(new HomeEvent.BackupsChanged());
      Backup backup = shelf.make(work);
      noteTry(began, Optional.empty());
      String remark = "The backup " + backup.name() + " was made. ";
      witness.managedBackups(
          actor, BackupWitness.Deed.MAKE, true, remark + Standing.inWords(backup.check()));
      return backup;
    } catch (RuntimeException failed) {
      if (work.goesOn()) {
        String sentence = sentence(failed);
        log.error("No backup was made: {}", sentence);
        noteTry(began, Optional.of(new BackupStatus.Failure(clock.instant(), sentence)));
        witness.managedBackups(actor, BackupWitness.Deed.MAKE, false, sentence);
      }
      throw failed;
    } finally {
      release();
      bus.publish(new HomeEvent.BackupsChanged());
    }
  }

  private static String sentence(RuntimeException failed) {
    return failed instanceof Problem problem
        ? problem.sentence()
        : "Making the backup failed inside Hearth; the log says more.";
  }

  private void noteTry(Instant at, Optional<BackupStatus.Failure> failure) {
    BackupRecords.Plan now = records.plan();
    records.put(new BackupRecords.Plan(now.plan(), now.marker(), Optional.of(at), failure));
  }

  private void makeIfDue() {
    try {
      Standing standing =
          new Standing(records, vault.backupKeys().secrets(), clock.instant(), zone.get());
      if (standing.isDue() && running.get() == null) {
        make(new Actor.TheHub(), take());
      }
    } catch (RuntimeException failed) {
      // Written down and told by then; the plan tries again.
      log.debug("A backup by plan failed", failed);
    }
  }

  /** The next time of day after a moment; where clocks leap over it, the first moment after. */
  static Instant next(Instant after, LocalTime daily, ZoneId zone) {
    ZonedDateTime there = after.atZone(zone);
    ZonedDateTime today = there.toLocalDate().atTime(daily).atZone(zone);
    return today.toInstant().isAfter(after)
        ? today.toInstant()
        : there.toLocalDate().plusDays(1).atTime(daily).atZone(zone).toInstant();
  }

  /** Ends what is being done; a backup that is half written leaves nothing behind. */
  @Override
  public void close() {
    closed = true;
    Optional.ofNullable(running.get()).ifPresent(Work::stop);
    worker.shutdownNow();
    try {
      if (!worker.awaitTermination(ENDS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("A backup did not end in time; what it left is removed by the next one");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
