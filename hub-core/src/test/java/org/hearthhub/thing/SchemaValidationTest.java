package org.hearthhub.thing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.hearthhub.problem.Invalid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SchemaValidationTest {
  private static final DataSchema BRIGHTNESS = DataSchema.of(DataType.INTEGER).between(0, 100);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'integer','minimum':0,'maximum':100} | 101    | Brightness must be between 0 and"
            + " 100.",
        "{'type':'integer','minimum':0,'maximum':100} | 7.5    | Brightness must be a whole"
            + " number.",
        "{'type':'integer','minimum':0,'maximum':100} | 'high' | Brightness must be a whole"
            + " number.",
        "{'type':'number','minimum':5.5}              | 5      | Brightness must be at least 5.5.",
        "{'type':'number','maximum':-1}               | 0      | Brightness must be at most -1.",
        "{'type':'number','multipleOf':0.5}           | 20.3   | Brightness goes in steps of 0.5.",
        "{'type':'boolean'}                           | 1      | Brightness must be true or false.",
        "{'type':'string','enum':['low','high']}      | 'off'  | Brightness must be one of: low,"
            + " high.",
        "{'type':'object'}                            | [1]    | Brightness must be a JSON object."
      })
  void what_does_not_fit_is_refused_with_a_sentence(String schema, String value, String sentence) {
    assertThatThrownBy(() -> SchemaValidation.check(schema(schema), value(value), "Brightness"))
        .isInstanceOf(Invalid.class)
        .hasMessage(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'number','multipleOf':0.1}                | 21.3",
        "{'type':'number','minimum':0,'maximum':100}       | 100",
        "{'type':'integer'}                                | 3.0",
        "{}                                                | {'any':'thing'}",
        "{'type':'string','maxLength':3}                   | 'abc'",
        "{'type':'object','required':['r'],'properties':{'r':{'type':'integer'}}} | {'r':3}",
        "{'oneOf':[{'const':'a','title':'A'},{'const':'b'}]} | 'b'"
      })
  void what_fits_passes(String schema, String value) {
    assertThatCode(() -> SchemaValidation.check(schema(schema), value(value), "It"))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'string','maxLength':3}                   | 'abcd'      | It is not what the"
            + " device takes:",
        "{'type':'number','exclusiveMinimum':0}            | 0           | It is not what the"
            + " device takes:",
        "{'type':'object','required':['r']}                | {'g':1}     | It is not what the"
            + " device takes:",
        "{'type':'object','properties':{'r':{'maximum':9}}} | {'r':10}   | It is not what the"
            + " device takes, at /r:",
        "{'type':'array','items':{'type':'number'}}        | [1,'2']     | It is not what the"
            + " device takes, at /1:",
        "{'oneOf':[{'const':'a'},{'const':'b'}]}           | 'c'         | It is not what the"
            + " device takes:"
      })
  void the_whole_of_json_schema_holds_for_the_rest(String schema, String value, String sentence) {
    assertThatThrownBy(() -> SchemaValidation.check(schema(schema), value(value), "It"))
        .isInstanceOf(Invalid.class)
        .hasMessageStartingWith(sentence);
  }

  @Test
  void a_device_schema_that_makes_no_sense_stops_nobody() {
    var nonsense =
        new DataSchema(
            DataType.ANY,
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
            "{\"$ref\":\"http://192.0.2.1/schema.json\"}");

    assertThatCode(() -> SchemaValidation.check(nonsense, Value.of(1), "It"))
        .doesNotThrowAnyException();
  }

  @Test
  void a_reading_with_a_fraction_passes_for_an_integer() {
    assertThat(SchemaValidation.isOfType(BRIGHTNESS.type(), Value.of(7.5))).isTrue();
    assertThat(SchemaValidation.isOfType(BRIGHTNESS.type(), Value.of("7"))).isFalse();
  }

  private static DataSchema schema(String json) {
    return ThingJson.parseDescription(
            "{\"title\":\"T\",\"properties\":{\"p\":" + json.replace('\'', '"') + "}}")
        .property(AffordanceName.of("p"))
        .orElseThrow()
        .schema();
  }

  private static Value value(String json) {
    return ThingJson.parseValue(json.replace('\'', '"'));
  }
}
