package org.hearthhub.thing;

import java.util.regex.Pattern;
import org.hearthhub.problem.Invalid;

/**
 * The name of a property, action or event of a Thing: 1 to 64 of {@code A-Z a-z 0-9 _ . -}, so that
 * it stands in a URL as it is. What a device calls it otherwise is kept by its adapter.
 */
public record AffordanceName(String text) implements Comparable<AffordanceName> {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
  private static final Pattern OTHER = Pattern.compile("[^A-Za-z0-9_.-]+");

  /**
   * @throws Invalid if the text is not of that form
   */
  public AffordanceName {
    if (!FORM.matcher(text).matches()) {
      throw new Invalid(
          "bad-name",
          "A property name has 1 to 64 letters, digits, dots, dashes or underscores; this one has"
              + " not.");
    }
  }

  public static AffordanceName of(String text) {
    return new AffordanceName(text);
  }

  /** The nearest allowed name to a stranger's word, for example {@code 3303-0-5700} for a path. */
  public static AffordanceName nearest(String strangersWord) {
    String slug = OTHER.matcher(strangersWord.strip()).replaceAll("-");
    int from = slug.startsWith("-") ? 1 : 0;
    int to = Math.max(from, slug.endsWith("-") ? slug.length() - 1 : slug.length());
    String cut = slug.substring(from, Math.min(to, from + 64));
    return new AffordanceName(cut.isEmpty() ? "value" : cut);
  }

  @Override
  public int compareTo(AffordanceName other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
