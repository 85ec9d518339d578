package org.hearthhub.web.past;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hearthhub.history.Keeping;
import org.hearthhub.history.Term;
import org.hearthhub.problem.Invalid;
import org.hearthhub.web.door.JsonObject;
import tools.jackson.databind.node.ObjectNode;

/** How long something is kept, as text: {@code forever}, {@code none}, or {@code P90D}. */
final class Terms {
  private static final Pattern DAYS = Pattern.compile("P([1-9][0-9]{0,4})D");
  private static final int LONGEST = 10;

  private Terms() {}

  static Keeping keeping(JsonObject body) {
    return new Keeping(
        term(body.text("raw", LONGEST), "raw"), term(body.text("rollUps", LONGEST), "rollUps"));
  }

  private static Term term(String text, String field) {
    Matcher days = DAYS.matcher(text);
    if (days.matches()) {
      return new Term.Days(Integer.parseInt(days.group(1)));
    }
    return switch (text) {
      case "forever" -> new Term.Forever();
      case "none" -> new Term.Nothing();
      default ->
          throw new Invalid(
              "bad-" + field,
              "\"%s\" has to be \"forever\", \"none\", or a number of days such as \"P90D\"."
                  .formatted(field));
    };
  }

  static void put(ObjectNode node, Keeping keeping) {
    node.put("raw", text(keeping.raw())).put("rollUps", text(keeping.rollUps()));
  }

  private static String text(Term term) {
    return switch (term) {
      case Term.Forever() -> "forever";
      case Term.Nothing() -> "none";
      case Term.Days(int days) -> "P" + days + "D";
    };
  }
}
