package org.hearthhub.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rules of the house hold for what ships, and each of them fails on a fixture that breaks it:
 * the packages named {@code fixture}, which stand in the rooms that they break the rules of.
 */
class ArchitectureTest {
  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.hearthhub");

  private static final JavaClasses FIXTURES =
      new ClassFileImporter()
          .withImportOption(place -> place.contains("/fixture/"))
          .importPackages("org.hearthhub");

  static Stream<ArchRule> rules() {
    return Stream.of(
            Stream.of(
                Arrows.coreSeesNoOtherModule(),
                Arrows.adaptersSeeCoreOnly(),
                Arrows.webSeesCoreOnly(),
                Arrows.coapKnowsNoProfile(),
                Arrows.noPackageCycles()),
            Arrows.floorsLookDown(),
            Arrows.strangersInTheirRooms())
        .flatMap(each -> each);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void the_product_keeps_the_rule(ArchRule rule) {
    rule.allowEmptyShould(true).check(PRODUCT);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void the_rule_fails_where_it_is_broken(ArchRule rule) {
    assertThatThrownBy(() -> rule.check(FIXTURES))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(".fixture.");
  }

  @Test
  void every_module_is_looked_at_and_no_fixture() {
    assertThat(PRODUCT)
        .extracting(JavaClass::getPackageName)
        .contains("org.hearthhub", "org.hearthhub.thing", "org.hearthhub.app")
        .noneMatch(name -> name.contains("fixture"));
  }
}
