package org.hearthhub.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract says what is served, and nothing else is. */
class ContractTest {
  private static final Pattern PATH = Pattern.compile("  (/\\S*):");
  private static final Pattern METHOD = Pattern.compile("    (get|put|post|patch|delete):");

  @TempDir Path folder;

  @Test
  void what_is_documented_is_served_and_what_is_served_is_documented() {
    try (TestHub home = new TestHub(folder)) {
      Set<String> served =
          home.web.routing().unsafe.internalRouter.allHttpHandlers().stream()
              .map(each -> each.endpoint.method.name() + " " + each.endpoint.path)
              .collect(Collectors.toCollection(TreeSet::new));

      assertThat(served).isEqualTo(documented(home.browser().get("/openapi.yaml").body()));
    }
  }

  @Test
  void the_contract_is_served_as_yaml() {
    try (TestHub home = new TestHub(folder)) {
      assertThat(home.browser().get("/openapi.yaml").header("Content-Type"))
          .startsWith("application/yaml");
      assertThat(home.browser().get("/health").body()).isEqualTo("{\"status\":\"up\"}");
    }
  }

  /** What the contract says is served: operations that are only agreed on are marked. */
  private static Set<String> documented(String contract) {
    Set<String> operations = new TreeSet<>();
    String path = "";
    String last = "";
    String paths =
        contract.substring(contract.indexOf("\npaths:"), contract.indexOf("\ncomponents:"));
    for (String line : paths.lines().toList()) {
      Matcher isPath = PATH.matcher(line);
      Matcher isMethod = METHOD.matcher(line);
      if (isPath.matches()) {
        path = isPath.group(1);
      } else if (isMethod.matches()) {
        last = isMethod.group(1).toUpperCase(java.util.Locale.ROOT) + " " + path;
        operations.add(last);
      } else if (line.equals("      x-not-yet: true")) {
        operations.remove(last);
      }
    }
    return operations;
  }
}
