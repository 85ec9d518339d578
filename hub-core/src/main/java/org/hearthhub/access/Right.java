package org.hearthhub.access;

import org.hearthhub.thing.DeviceId;

/** What somebody may want to do; the question to the {@link Policy}. */
public sealed interface Right {
  /** See a device, its values and its past. */
  record Read(DeviceId device) implements Right {}

  /** Write a device's properties, invoke its actions. */
  record Control(DeviceId device) implements Right {}

  /**
   * Do what is sensitive on a device that cannot prove who it is.
   *
   * @param allowed whether an owner allowed that for this device
   */
  record ControlUnproven(DeviceId device, boolean allowed) implements Right {}

  /** Accept, ignore, rename, move and remove devices. */
  record ManageDevices() implements Right {}

  /** Make, rename and remove rooms. */
  record ManageHome() implements Right {}

  /** Let people in, change what they may do, let them go. */
  record ManagePeople() implements Right {}

  /** Read who did what. */
  record ReadActivity() implements Right {}

  /** Add, change and remove what opens the vault; lock its past. */
  record ManageKeys() implements Right {}

  /** Make, plan, check and restore backups. */
  record ManageBackups() implements Right {}

  /** Unlock the past with a secret that opens it. */
  record UnlockPast() implements Right {}
}
