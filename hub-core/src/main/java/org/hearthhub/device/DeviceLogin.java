package org.hearthhub.device;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.hearthhub.problem.Invalid;

/**
 * The user and the password that a device asks for before it obeys; what HTTP calls Basic (RFC
 * 7617). It opens the device to the hub, and proves nothing about the device. Shows its password to
 * nobody: not in text, not in logs. Immutable.
 */
public final class DeviceLogin {
  private static final int LONGEST_USER = 64;

  private final String user;
  private final PreSharedKey password;

  /**
   * @throws Invalid if the user is no name that can be sent, or the password is empty or too long
   */
  public DeviceLogin(String user, String password) {
    this(user, octets(password));
  }

  DeviceLogin(String user, PreSharedKey password) {
    boolean sendable = user.chars().noneMatch(one -> one == ':' || Character.isISOControl(one));
    if (user.isBlank() || user.length() > LONGEST_USER || !sendable) {
      throw new Invalid(
          "bad-user", "The user of a device has 1 to 64 characters, without a colon. Most: admin.");
    }
    this.user = user;
    this.password = password;
  }

  private static PreSharedKey octets(String password) {
    byte[] octets = password.getBytes(StandardCharsets.UTF_8);
    boolean sendable = password.chars().noneMatch(Character::isISOControl);
    if (octets.length == 0 || octets.length > PreSharedKey.LONGEST || !sendable) {
      throw new Invalid("bad-password", "Type the device's password: 1 to 64 characters.");
    }
    return new PreSharedKey(octets);
  }

  public String user() {
    return user;
  }

  PreSharedKey password() {
    return password;
  }

  /** What follows {@code Authorization:} in a request to the device, and stands nowhere else. */
  public String basic() {
    byte[] name = (user + ":").getBytes(StandardCharsets.UTF_8);
    byte[] octets = password.octets();
    byte[] both = Arrays.copyOf(name, name.length + octets.length);
    System.arraycopy(octets, 0, both, name.length, octets.length);
    return "Basic " + Base64.getEncoder().encodeToString(both);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DeviceLogin login
        && user.equals(login.user)
        && password.equals(login.password);
  }

  @Override
  public int hashCode() {
    return 31 * user.hashCode() + password.hashCode();
  }

  @Override
  public String toString() {
    return "DeviceLogin[…]";
  }
}
