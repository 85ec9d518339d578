package org.hearthhub.adapter.coap.profile.shelly;

import java.math.BigDecimal;
import java.util.Set;
import org.hearthhub.problem.Invalid;
import org.hearthhub.thing.Value;

/** How something is changed over the device's local HTTP: what the query says. */
enum Turn {
  ON_OFF("turn"),
  BRIGHTNESS("brightness"),
  TEMPERATURE("temp"),
  GAIN("gain"),
  RED("red"),
  GREEN("green"),
  BLUE("blue"),
  WHITE("white"),
  MOVEMENT("go"),
  POSITION("roller_pos");

  private static final Set<String> MOVEMENTS = Set.of("open", "close", "stop");

  private final String parameter;

  Turn(String parameter) {
    this.parameter = parameter;
  }

  /**
   * @throws Invalid if the value cannot be said
   */
  String query(Value value) {
    return switch (this) {
      case ON_OFF -> parameter + "=" + (truth(value) ? "on" : "off");
      case MOVEMENT -> parameter + "=" + movement(value);
      case POSITION -> "go=to_pos&" + parameter + "=" + number(value);
      case BRIGHTNESS, TEMPERATURE, GAIN, RED, GREEN, BLUE, WHITE ->
          parameter + "=" + number(value);
    };
  }

  private static boolean truth(Value value) {
    if (value instanceof Value.Bool(boolean on)) {
      return on;
    }
    throw unfit("on or off");
  }

  private static String movement(Value value) {
    if (value instanceof Value.Text(String word) && MOVEMENTS.contains(word)) {
      return word;
    }
    throw unfit("open, close or stop");
  }

  private static String number(Value value) {
    if (value instanceof Value.Num(double number) && Double.isFinite(number)) {
      return BigDecimal.valueOf(Math.round(number)).toPlainString();
    }
    throw unfit("a number");
  }

  private static Invalid unfit(String wanted) {
    return new Invalid("wrong-type", "This can be set to " + wanted + " only.");
  }
}
