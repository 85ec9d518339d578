package org.hearthhub.home;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.hearthhub.event.EventBus;
import org.hearthhub.thing.Actor;
import org.hearthhub.vault.RecordStore;

/** The home itself: its name, its time zone, its rooms in the order people gave. Thread-safe. */
public final class Home {
  /**
   * @param witness decides on and writes down what people change
   */
  public Home(RecordStore records, EventBus bus, Witness witness) {
    throw new UnsupportedOperationException();
  }

  /** What people call the home; {@code Home} until they named it. */
  public String title() {
    throw new UnsupportedOperationException();
  }

  public ZoneId timeZone() {
    throw new UnsupportedOperationException();
  }

  public List<Room> rooms() {
    throw new UnsupportedOperationException();
  }

  public Optional<Room> room(RoomId id) {
    throw new UnsupportedOperationException();
  }

  /**
   * The room of that title, without regard to case; made if there is none.
   *
   * @throws org.hearthhub.problem.Refused if it would have to be made and the actor may not
   * @throws org.hearthhub.problem.Invalid if the title is blank or longer than 100 characters
   * @throws org.hearthhub.problem.TooMuch if there are 200 rooms already
   */
  public Room roomTitled(Actor actor, String title) {
    throw new UnsupportedOperationException();
  }

  /**
   * Makes a room.
   *
   * @throws org.hearthhub.problem.Refused if the actor may not
   * @throws org.hearthhub.problem.Invalid if the title is blank or longer than 100 characters
   * @throws org.hearthhub.problem.Conflict if there is one of that title
   */
  public Room addRoom(Actor actor, String title) {
    throw new UnsupportedOperationException();
  }

  /**
   * @throws org.hearthhub.problem.NotFound if there is no such room
   * @throws org.hearthhub.problem.Conflict if another one has that title
   */
  public Room renameRoom(Actor actor, RoomId id, String title) {
    throw new UnsupportedOperationException();
  }

  /**
   * @throws org.hearthhub.problem.NotFound if there is no such room
   */
  public void removeRoom(Actor actor, RoomId id) {
    throw new UnsupportedOperationException();
  }
}
