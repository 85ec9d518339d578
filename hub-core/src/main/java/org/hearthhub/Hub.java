package org.hearthhub;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.hearthhub.access.Household;
import org.hearthhub.access.Policy;
import org.hearthhub.access.Residents;
import org.hearthhub.access.Sessions;
import org.hearthhub.access.SetupCode;
import org.hearthhub.audit.Audit;
import org.hearthhub.device.Adapter;
import org.hearthhub.device.Commands;
import org.hearthhub.device.DeviceRegistry;
import org.hearthhub.device.Inbox;
import org.hearthhub.event.EventBus;
import org.hearthhub.history.History;
import org.hearthhub.home.Home;
import org.hearthhub.thing.Actor;
import org.hearthhub.vault.Vault;

/** Wires the rooms of one home together; starts and stops them. Thread-safe. */
public final class Hub implements AutoCloseable {
  /**
   * Opens every room on an open vault; adapters are not started yet.
   *
   * @param announceSetupCode told each setup code while no owner exists
   */
  public Hub(
      Vault vault,
      InstantSource clock,
      List<Adapter> adapters,
      Consumer<String> announceSetupCode) {
    throw new UnsupportedOperationException();
  }

  /** Starts the adapters, then attaches the known devices. */
  public void start() {
    throw new UnsupportedOperationException();
  }

  public EventBus events() {
    throw new UnsupportedOperationException();
  }

  public Home home() {
    throw new UnsupportedOperationException();
  }

  public Residents residents() {
    throw new UnsupportedOperationException();
  }

  public Household household() {
    throw new UnsupportedOperationException();
  }

  public Sessions sessions() {
    throw new UnsupportedOperationException();
  }

  public SetupCode setupCode() {
    throw new UnsupportedOperationException();
  }

  public Policy policy() {
    throw new UnsupportedOperationException();
  }

  public DeviceRegistry devices() {
    throw new UnsupportedOperationException();
  }

  public Inbox inbox() {
    throw new UnsupportedOperationException();
  }

  public Commands commands() {
    throw new UnsupportedOperationException();
  }

  public History history() {
    throw new UnsupportedOperationException();
  }

  public Audit audit() {
    throw new UnsupportedOperationException();
  }

  public Vault vault() {
    throw new UnsupportedOperationException();
  }

  /** What to call an actor in the audit journal and on pages. */
  public String nameOf(Actor actor) {
    throw new UnsupportedOperationException();
  }

  /** Stops adapters, commits what waits; the vault stays open and belongs to the caller. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
