package org.hearthhub.home;

import java.util.Optional;
import org.hearthhub.thing.Actor;

/**
 * Asked before, and told after, each change that somebody makes to the home: the policy and the
 * audit journal, seen from below.
 */
public interface Witness {
  /**
   * @throws org.hearthhub.problem.Refused if the actor may not change the home
   */
  void mayChangeHome(Actor actor);

  /** The home was changed; the remark says how, for a person. */
  void changedHome(Actor actor, String remark);

  /**
   * A room was made, named or removed.
   *
   * @param before what it was called; empty if it was made
   * @param after what it is called now; empty if it was removed
   */
  void changedRoom(Actor actor, Optional<String> before, Optional<String> after, String remark);
}
