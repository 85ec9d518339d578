package org.hearthhub.history;

/**
 * How many readings make a commit.
 *
 * @param due so many are committed without waiting for more
 * @param most no commit has many more, however many wait
 */
public record Pace(int due, int most) {
  /** Small commits when little comes, large ones when the disk is slow. */
  public static final Pace USUAL = new Pace(1_000, Integer.MAX_VALUE);
}
