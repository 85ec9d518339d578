package org.hearthhub.history;

import org.hearthhub.thing.Actor;

/**
 * Asked before, and told after, each change of how the past is kept: the policy and the audit
 * journal, seen from below.
 */
public interface PastWitness {
  /**
   * @throws org.hearthhub.problem.Refused if the actor may not
   */
  void mayChangeKeeping(Actor actor);

  /** It was changed; the remark says how, for a person. */
  void changedKeeping(Actor actor, String remark);

  /** Readings or roll-ups were removed that no rule for their age removes; for a person. */
  void removed(String remark);
}
