package org.hearthhub.access;

import org.hearthhub.problem.Refused;
import org.hearthhub.thing.Actor;

/**
 * The one place that decides who may do what, for REST, streams, CoAP and rules alike. Owners may
 * everything; residents may read and control; guests may read. The hub itself and whoever holds the
 * machine may everything. Apps, rules and schedules may nothing until they are granted something;
 * devices never. What is sensitive on a device that cannot prove who it is takes an owner's word
 * for that device, whoever asks; only the hub itself and whoever holds the machine do without.
 * Thread-safe.
 */
public final class Policy {
  private final Residents residents;

  public Policy(Residents residents) {
    this.residents = residents;
  }

  public boolean allows(Actor actor, Right right) {
    return switch (actor) {
      case Actor.Person(var id) ->
          residents.resident(id).filter(person -> allows(person.role(), right)).isPresent();
      case Actor.TheHub() -> true;
      case Actor.Operator() -> true;
      case Actor.App(var _), Actor.Rule(var _), Actor.Schedule(var _), Actor.Device(var _) -> false;
    };
  }

  /**
   * @throws Refused if the actor may not
   */
  public void require(Actor actor, Right right) {
    if (!allows(actor, right)) {
      throw new Refused(Refused.Reason.NOT_ALLOWED, "not-allowed", sentence(right));
    }
  }

  private static boolean allows(Role role, Right right) {
    return switch (role) {
      case OWNER -> !(right instanceof Right.ControlUnproven unproven) || unproven.allowed();
      case RESIDENT ->
          switch (right) {
            case Right.Read _, Right.Control _, Right.ReadActivity _, Right.UnlockPast _ -> true;
            case Right.ControlUnproven unproven -> unproven.allowed();
            case Right.ManageDevices _,
                Right.ManageHome _,
                Right.ManagePeople _,
                Right.ManageKeys _,
                Right.ManageBackups _ ->
                false;
          };
      case GUEST ->
          switch (right) {
            case Right.Read _ -> true;
            case Right.Control _,
                Right.ControlUnproven _,
                Right.ReadActivity _,
                Right.ManageDevices _,
                Right.ManageHome _,
                Right.ManagePeople _,
                Right.ManageKeys _,
                Right.ManageBackups _,
                Right.UnlockPast _ ->
                false;
          };
    };
  }

  private static String sentence(Right right) {
    if (right instanceof Right.ControlUnproven) {
      return "It cannot prove who it is: another device could pretend to be it. Pair it with the"
          + " secret on its label, or have an owner allow this on its page.";
    }
    return "You may not "
        + switch (right) {
          case Right.Read _ -> "see this device";
          case Right.Control _, Right.ControlUnproven _ -> "control this device";
          case Right.ManageDevices _ -> "add, change or remove devices";
          case Right.ManageHome _ -> "change the rooms of this home";
          case Right.ManagePeople _ -> "let people into this home";
          case Right.ReadActivity _ -> "see who did what";
          case Right.ManageKeys _ -> "change what opens the store of this home";
          case Right.ManageBackups _ -> "make or restore backups";
          case Right.UnlockPast _ -> "unlock the past of this home";
        }
        + ". Ask an owner of this home.";
  }
}
