package org.hearthhub.thing;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.hearthhub.problem.Invalid;

/**
 * The name of a property, action or event of a Thing: 1 to 64 of {@code A-Z a-z 0-9 _ . -}, so that
 * it stands in a URL as it is; {@code .} and {@code ..} are none. What a device calls it otherwise
 * is kept by its adapter.
 */
public record AffordanceName(String text) implements Comparable<AffordanceName> {
  private static final int LONGEST = 64;
  private static final Pattern FORM = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9_.-]{1,64}");
  private static final Pattern OTHER = Pattern.compile("[^A-Za-z0-9_.-]+");
  private static final String FALLBACK = "value";

  /**
   * @throws Invalid if the text is not of that form
   */
  public AffordanceName {
    if (!isName(text)) {
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
    String cut = slug.substring(from, Math.min(to, from + LONGEST));
    return new AffordanceName(isName(cut) ? cut : FALLBACK);
  }

  /**
   * A name of its own for each of a device's words, the same for the same words: words that are
   * names keep them, the others get the nearest one, with {@code -2}, {@code -3}, … where that is
   * taken. An adapter finds by it what a property of {@link ThingJson#readDescription} is called at
   * the device.
   *
   * @return in the order of the words
   */
  public static Map<String, AffordanceName> distinct(Collection<String> strangersWords) {
    Set<AffordanceName> taken = new HashSet<>();
    for (String word : strangersWords) {
      if (isName(word)) {
        taken.add(new AffordanceName(word));
      }
    }
    Map<String, AffordanceName> names = new LinkedHashMap<>();
    for (String word : strangersWords) {
      if (isName(word)) {
        names.put(word, new AffordanceName(word));
      } else if (!names.containsKey(word)) {
        AffordanceName wanted = nearest(word);
        AffordanceName free = wanted;
        for (int n = 2; !taken.add(free); n++) {
          free = wanted.numbered(n);
        }
        names.put(word, free);
      }
    }
    return names;
  }

  private AffordanceName numbered(int n) {
    String suffix = "-" + n;
    return new AffordanceName(
        text.substring(0, Math.min(text.length(), LONGEST - suffix.length())) + suffix);
  }

  private static boolean isName(String text) {
    return FORM.matcher(text).matches();
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
