package org.hearthhub.web.past;

import java.util.Optional;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.Problem;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;

/** Which past a person names: {@code DEVICE} or {@code DEVICE/PROPERTY}. */
record SeriesText(DeviceId device, Optional<AffordanceName> property) {
  static SeriesText of(String text) {
    int slash = text.indexOf('/');
    try {
      DeviceId device = DeviceId.parse(slash < 0 ? text : text.substring(0, slash));
      return new SeriesText(
          device,
          slash < 0 ? Optional.empty() : Optional.of(AffordanceName.of(text.substring(slash + 1))));
    } catch (Problem malformed) {
      throw wrong();
    }
  }

  /** As {@link #of}, and the property has to be named. */
  static SeriesText ofProperty(String text) {
    SeriesText series = of(text);
    if (series.property().isEmpty()) {
      throw wrong();
    }
    return series;
  }

  AffordanceName name() {
    return property.orElseThrow(SeriesText::wrong);
  }

  private static Invalid wrong() {
    return new Invalid(
        "bad-series", "A series is named DEVICE/PROPERTY, such as urn:uuid:…/temperature.");
  }
}
