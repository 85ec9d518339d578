package org.hearthhub.thing;

import java.util.List;
import java.util.Optional;

/**
 * What values look like (W3C WoT TD 1.1 section 5.3.2). Immutable; begin with a factory and add.
 *
 * @param type the JSON type
 * @param semanticTypes {@code @type}: what it means, in the WebThings capability vocabulary, for
 *     example {@code OnOffProperty}
 * @param title for people
 * @param description for people
 * @param unit SenML unit (RFC 8428 section 12.1), for example {@code Cel}
 * @param readOnly nobody can write it
 * @param writeOnly nobody can read it
 * @param minimum smallest number, inclusive
 * @param maximum largest number, inclusive
 * @param multipleOf the step of a number
 * @param enumeration the only values allowed; empty when there is no such list
 * @param further other JSON Schema keywords as one compact JSON object, {@code {}} when none
 */
public record DataSchema(
    DataType type,
    List<String> semanticTypes,
    Optional<String> title,
    Optional<String> description,
    Optional<String> unit,
    boolean readOnly,
    boolean writeOnly,
    Optional<Double> minimum,
    Optional<Double> maximum,
    Optional<Double> multipleOf,
    List<Value> enumeration,
    String further) {

  public DataSchema {
    semanticTypes = List.copyOf(semanticTypes);
    enumeration = List.copyOf(enumeration);
  }

  /** A schema that says only its type. */
  public static DataSchema of(DataType type) {
    return new DataSchema(
        type,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        "{}");
  }

  public DataSchema meaning(String semanticType) {
    return new DataSchema(
        type,
        List.of(semanticType),
        title,
        description,
        unit,
        readOnly,
        writeOnly,
        minimum,
        maximum,
        multipleOf,
        enumeration,
        further);
  }

  public DataSchema titled(String newTitle) {
    return new DataSchema(
        type,
        semanticTypes,
        Optional.of(newTitle),
        description,
        unit,
        readOnly,
        writeOnly,
        minimum,
        maximum,
        multipleOf,
        enumeration,
        further);
  }

  public DataSchema described(String newDescription) {
    return new DataSchema(
        type,
        semanticTypes,
        title,
        Optional.of(newDescription),
        unit,
        readOnly,
        writeOnly,
        minimum,
        maximum,
        multipleOf,
        enumeration,
        further);
  }

  public DataSchema in(String senmlUnit) {
    return new DataSchema(
        type,
        semanticTypes,
        title,
        description,
        Optional.of(senmlUnit),
        readOnly,
        writeOnly,
        minimum,
        maximum,
        multipleOf,
        enumeration,
        further);
  }

  /** The same schema, which nobody can write. */
  public DataSchema asReadOnly() {
    return new DataSchema(
        type,
        semanticTypes,
        title,
        description,
        unit,
        true,
        false,
        minimum,
        maximum,
        multipleOf,
        enumeration,
        further);
  }

  public DataSchema between(double smallest, double largest) {
    return new DataSchema(
        type,
        semanticTypes,
        title,
        description,
        unit,
        readOnly,
        writeOnly,
        Optional.of(smallest),
        Optional.of(largest),
        multipleOf,
        enumeration,
        further);
  }

  public DataSchema inStepsOf(double step) {
    return new DataSchema(
        type,
        semanticTypes,
        title,
        description,
        unit,
        readOnly,
        writeOnly,
        minimum,
        maximum,
        Optional.of(step),
        enumeration,
        further);
  }

  public DataSchema oneOf(List<Value> values) {
    return new DataSchema(
        type,
        semanticTypes,
        title,
        description,
        unit,
        readOnly,
        writeOnly,
        minimum,
        maximum,
        multipleOf,
        values,
        further);
  }
}
