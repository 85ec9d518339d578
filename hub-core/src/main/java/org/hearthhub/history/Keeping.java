package org.hearthhub.history;

/**
 * How long the past of a property is kept.
 *
 * @param raw the readings as they came
 * @param rollUps what is left of them hour by hour and day by day
 */
public record Keeping(Term raw, Term rollUps) {
  /** What holds until somebody says otherwise. */
  public static final Keeping EVERYTHING = new Keeping(new Term.Forever(), new Term.Forever());
}
