package org.hearthhub.history;

import java.util.Optional;
import java.util.OptionalLong;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.vault.ByteSource;
import org.hearthhub.vault.Fields;

/** The sealed record of one rule about the past. */
final class KeepingForm {
  private static final int DEVICE = 1;
  private static final int PROPERTY = 2;
  private static final int RAW = 3;
  private static final int ROLL_UPS = 4;
  private static final int CAP = 5;
  private static final int NATURE = 6;
  private static final long FOREVER = 0;
  private static final long NOTHING = -1;

  /** What a rule is about: the home, a device, or one of its properties. */
  record Scope(Optional<DeviceId> device, Optional<AffordanceName> property) {
    static final Scope HOME = new Scope(Optional.empty(), Optional.empty());

    static Scope of(DeviceId device) {
      return new Scope(Optional.of(device), Optional.empty());
    }

    /** Events have no rules of their own: that of their device holds. */
    static Scope of(SeriesName series) {
      return series.isEvent()
          ? of(series.device())
          : new Scope(Optional.of(series.device()), Optional.of(series.name()));
    }
  }

  /** What was said about a scope. */
  record Rule(Optional<Keeping> keeping, OptionalLong cap, Optional<Nature> nature) {
    static final Rule NONE = new Rule(Optional.empty(), OptionalLong.empty(), Optional.empty());

    Rule keeping(Optional<Keeping> other) {
      return new Rule(other, cap, nature);
    }

    Rule cap(OptionalLong other) {
      return new Rule(keeping, other, nature);
    }

    Rule nature(Optional<Nature> other) {
      return new Rule(keeping, cap, other);
    }
  }

  private KeepingForm() {}

  static Fields.Writer write(Scope scope, Rule rule) {
    Fields.Writer fields = Fields.write();
    scope.device().ifPresent(device -> fields.uuid(DEVICE, device.uuid()));
    scope.property().ifPresent(property -> fields.text(PROPERTY, property.text()));
    rule.keeping()
        .ifPresent(
            keeping ->
                fields
                    .number(RAW, number(keeping.raw()))
                    .number(ROLL_UPS, number(keeping.rollUps())));
    rule.cap().ifPresent(bytes -> fields.number(CAP, bytes));
    rule.nature().ifPresent(nature -> fields.text(NATURE, nature.name()));
    return fields;
  }

  static Scope scope(Fields fields) {
    return new Scope(
        fields.uuid(DEVICE).map(DeviceId::new), fields.text(PROPERTY).map(AffordanceName::new));
  }

  static Rule rule(Fields fields) {
    Optional<Keeping> keeping =
        fields
            .number(RAW)
            .map(
                raw ->
                    new Keeping(
                        term(raw),
                        term(fields.number(ROLL_UPS).orElseThrow(ByteSource::malformed))));
    OptionalLong cap = fields.number(CAP).map(OptionalLong::of).orElseGet(OptionalLong::empty);
    return new Rule(keeping, cap, fields.text(NATURE).map(Nature::valueOf));
  }

  private static long number(Term term) {
    return switch (term) {
      case Term.Forever() -> FOREVER;
      case Term.Nothing() -> NOTHING;
      case Term.Days(int days) -> days;
    };
  }

  private static Term term(long number) {
    if (number == FOREVER) {
      return new Term.Forever();
    }
    return number == NOTHING ? new Term.Nothing() : new Term.Days(Math.toIntExact(number));
  }
}
