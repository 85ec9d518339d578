package org.hearthhub.app.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The rules of the house, as its blueprint draws them. */
final class Arrows {
  private static final String HOUSE = "org.hearthhub.";

  /** hub-core from the ground up; audit and history lie side by side. */
  private static final List<List<String>> FLOORS =
      List.of(
          List.of("problem"),
          List.of("thing"),
          List.of("event"),
          List.of("vault"),
          List.of("audit", "history"),
          List.of("backup"),
          List.of("home"),
          List.of("access"),
          List.of("device"),
          List.of("rule"));

  private Arrows() {}

  static ArchRule coreSeesNoOtherModule() {
    return noClasses()
        .that()
        .resideOutsideOfPackages(HOUSE + "adapter..", HOUSE + "web..", HOUSE + "app..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(HOUSE + "adapter..", HOUSE + "web..", HOUSE + "app..");
  }

  static ArchRule adaptersSeeCoreOnly() {
    return noClasses()
        .that()
        .resideInAPackage(HOUSE + "adapter..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(HOUSE + "web..", HOUSE + "app..");
  }

  static ArchRule webSeesCoreOnly() {
    return noClasses()
        .that()
        .resideInAPackage(HOUSE + "web..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(HOUSE + "adapter..", HOUSE + "app..");
  }

  static ArchRule coapKnowsNoProfile() {
    return noClasses()
        .that()
        .resideInAPackage(HOUSE + "adapter.coap..")
        .and()
        .resideOutsideOfPackage(HOUSE + "adapter.coap.profile..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(HOUSE + "adapter.coap.profile..");
  }

  /** Each floor of hub-core stands on those below it; the hub itself on all of them. */
  static Stream<ArchRule> floorsLookDown() {
    List<ArchRule> rules = new ArrayList<>();
    for (int floor = 0; floor < FLOORS.size(); floor++) {
      for (String room : FLOORS.get(floor)) {
        rules.add(
            noClasses()
                .that()
                .resideInAPackage(HOUSE + room + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(notBelow(room, floor)));
      }
    }
    return rules.stream();
  }

  private static String[] notBelow(String room, int floor) {
    return Stream.concat(
            Stream.of("org.hearthhub"),
            FLOORS.subList(floor, FLOORS.size()).stream()
                .flatMap(List::stream)
                .filter(other -> !other.equals(room))
                .map(other -> HOUSE + other + ".."))
        .toArray(String[]::new);
  }

  static ArchRule noPackageCycles() {
    return slices().matching("org.hearthhub.(**)").should().beFreeOfCycles();
  }

  /** Each stranger in its room. */
  static Stream<ArchRule> strangersInTheirRooms() {
    return Stream.of(
        only("org.eclipse.californium..", "adapter.coap..", "adapter.simulator..", "app.bench.."),
        only("javax.jmdns..", "adapter.mdns..", "adapter.simulator.."),
        only("java.sql..", "vault..", "app.bench.."),
        only("org.sqlite..", "vault..", "app.bench.."),
        only("io.javalin..", "web.."),
        only("org.eclipse.jetty..", "web.."),
        only("jakarta.servlet..", "web.."),
        only("io.nayuki..", "web.vault.."),
        only("org.bouncycastle..", "vault..", "audit..", "backup..", "access..", "web.tls.."),
        only("tools.jackson..", "thing..", "adapter..", "web..", "app.."),
        only("com.networknt..", "thing..", "adapter..", "web..", "app.."),
        only("picocli..", "app.command.."),
        only("ch.qos.logback..", "app.log.."));
  }

  private static ArchRule only(String library, String... rooms) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(Stream.of(rooms).map(HOUSE::concat).toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }
}
