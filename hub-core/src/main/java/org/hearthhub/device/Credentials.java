package org.hearthhub.device;

import java.util.List;

/**
 * The keys of one adapter's devices: in memory for use, sealed in the vault. Thread-safe; a change
 * is durable when its method returns.
 */
public interface Credentials {
  /** Those of a peer, the newest first. */
  List<Credential> of(String peer);

  /** Those asked for under that name, the newest first. */
  List<Credential> named(String name);

  /** All, the newest first. */
  List<Credential> all();

  /**
   * Keeps one; what was kept for the same peer under the same name is replaced.
   *
   * @throws org.hearthhub.problem.TooMuch if there are too many
   */
  void keep(Credential credential);

  /** It has worked: the older ones of the same peer are forgotten. Does nothing the second time. */
  void proven(Credential credential);

  /** Forgets all of a peer. */
  void forget(String peer);
}
