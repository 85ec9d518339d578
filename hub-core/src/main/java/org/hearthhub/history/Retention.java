package org.hearthhub.history;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.hearthhub.history.KeepingForm.Rule;
import org.hearthhub.history.KeepingForm.Scope;
import org.hearthhub.problem.Invalid;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.vault.Collection;
import org.hearthhub.vault.RecordId;
import org.hearthhub.vault.RecordStore;

/**
 * How long the past is kept: a rule of the home, and exceptions for devices and for single
 * properties, of which the nearest holds. What is too old goes within the day. Thread-safe.
 */
public final class Retention {
  /** A smaller store could not hold what a home does in a day. */
  public static final long SMALLEST_CAP = 10_000_000;

  private final RecordStore records;
  private final PastWitness witness;
  private final Runnable changed;

  /** Replaced as a whole, under the lock of this object. */
  private volatile Map<Scope, Rule> rules;

  private final Map<Scope, RecordId> kept = new HashMap<>();

  /**
   * @param changed told when something else holds now
   */
  Retention(RecordStore records, PastWitness witness, Runnable changed) {
    this.records = records;
    this.witness = witness;
    this.changed = changed;
    Map<Scope, Rule> read = new LinkedHashMap<>();
    for (RecordStore.Stored stored : records.all(Collection.KEEPING)) {
      Scope scope = KeepingForm.scope(stored.fields());
      read.put(scope, KeepingForm.rule(stored.fields()));
      kept.put(scope, stored.id());
    }
    rules = read;
  }

  /** What holds where there is no exception. */
  public Keeping usual() {
    return rule(Scope.HOME).keeping().orElse(Keeping.EVERYTHING);
  }

  /** What the whole store may grow to, in bytes; empty for as large as the disk. */
  public OptionalLong cap() {
    return rule(Scope.HOME).cap();
  }

  /** Whether no rule removes anything. */
  boolean keepsEverything() {
    return rules.values().stream()
        .flatMap(rule -> rule.keeping().stream())
        .allMatch(Keeping.EVERYTHING::equals);
  }

  /** The exceptions for whole devices. */
  public Map<DeviceId, Keeping> devices() {
    Map<DeviceId, Keeping> devices = new LinkedHashMap<>();
    rules.forEach(
        (scope, rule) -> {
          if (scope.property().isEmpty() && scope.device().isPresent()) {
            rule.keeping().ifPresent(keeping -> devices.put(scope.device().get(), keeping));
          }
        });
    return devices;
  }

  /** The exceptions for single properties. */
  public Map<SeriesName, Keeping> properties() {
    Map<SeriesName, Keeping> properties = new LinkedHashMap<>();
    rules.forEach(
        (scope, rule) -> {
          if (scope.property().isPresent() && scope.device().isPresent()) {
            var name = new SeriesName(scope.device().get(), scope.property().get());
            rule.keeping().ifPresent(keeping -> properties.put(name, keeping));
          }
        });
    return properties;
  }

  /** What holds for one property. */
  public Keeping of(SeriesName series) {
    return rule(Scope.of(series))
        .keeping()
        .or(() -> rule(Scope.of(series.device())).keeping())
        .orElseGet(this::usual);
  }

  /** What people said a property is, where that is not what its description says. */
  public Optional<Nature> nature(SeriesName series) {
    return rule(Scope.of(series)).nature();
  }

  /**
   * Sets the rule of the home; exceptions stay.
   *
   * @param cap bytes; empty for as large as the disk
   * @throws org.hearthhub.problem.Refused if the actor may not
   * @throws Invalid if the cap is below {@link #SMALLEST_CAP}
   */
  public void keepUsually(Actor actor, Keeping keeping, OptionalLong cap) {
    if (cap.isPresent() && cap.getAsLong() < SMALLEST_CAP) {
      throw new Invalid("cap-too-small", "The store needs 10 MB at least.");
    }
    change(
        actor,
        Scope.HOME,
        rule -> rule.keeping(Optional.of(keeping)).cap(cap),
        "The home's rule for the past: "
            + words(keeping)
            + (cap.isPresent()
                ? ", at most %,d MB in all.".formatted(cap.getAsLong() / 1_000_000)
                : "."));
  }

  /**
   * Makes an exception for a device, or takes it back.
   *
   * @throws org.hearthhub.problem.Refused if the actor may not
   */
  public void keep(Actor actor, DeviceId device, Optional<Keeping> keeping) {
    change(
        actor,
        Scope.of(device),
        rule -> rule.keeping(keeping),
        keeping
            .map(rule -> "The past of a device: " + words(rule) + ".")
            .orElse("The past of a device is kept as that of the home."));
  }

  /**
   * Makes an exception for a property, or takes it back.
   *
   * @throws org.hearthhub.problem.Refused if the actor may not
   */
  public void keep(Actor actor, SeriesName series, Optional<Keeping> keeping) {
    String what = "“" + series.name().text() + "” of a device";
    change(
        actor,
        Scope.of(series),
        rule -> rule.keeping(keeping),
        keeping
            .map(rule -> "The past of " + what + ": " + words(rule) + ".")
            .orElse("The past of " + what + " is kept as that of its device."));
  }

  /**
   * Says what a property is, where its description says it wrongly or not at all; or takes that
   * back.
   *
   * @throws org.hearthhub.problem.Refused if the actor may not
   */
  public void treatAs(Actor actor, SeriesName series, Optional<Nature> nature) {
    String what = "“" + series.name().text() + "” of a device is ";
    change(
        actor,
        Scope.of(series),
        rule -> rule.nature(nature),
        what
            + nature
                .map(
                    is ->
                        switch (is) {
                          case MEASUREMENT -> "a measurement.";
                          case STATE -> "a state.";
                          case COUNTER -> "a counter.";
                        })
                .orElse("what its description says."));
  }

  private synchronized void change(
      Actor actor, Scope scope, UnaryOperator<Rule> change, String remark) {
    witness.mayChangeKeeping(actor);
    Rule next = change.apply(rule(scope));
    RecordId record = kept.get(scope);
    Map<Scope, Rule> all = new LinkedHashMap<>(rules);
    if (next.equals(Rule.NONE)) {
      if (record != null) {
        records.remove(Collection.KEEPING, record);
        kept.remove(scope);
      }
      all.remove(scope);
    } else {
      if (record == null) {
        kept.put(scope, records.add(Collection.KEEPING, KeepingForm.write(scope, next)));
      } else {
        records.replace(Collection.KEEPING, record, KeepingForm.write(scope, next));
      }
      all.put(scope, next);
    }
    rules = all;
    witness.changedKeeping(actor, remark);
    changed.run();
  }

  private Rule rule(Scope scope) {
    return rules.getOrDefault(scope, Rule.NONE);
  }

  private static String words(Keeping keeping) {
    return "readings " + words(keeping.raw()) + ", roll-ups " + words(keeping.rollUps());
  }

  private static String words(Term term) {
    return switch (term) {
      case Term.Forever() -> "for ever";
      case Term.Nothing() -> "not at all";
      case Term.Days(int days) -> days == 1 ? "for a day" : "for " + days + " days";
    };
  }
}
