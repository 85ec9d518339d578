package org.hearthhub.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract says what is served, and nothing else is. */
class ContractTest {
  @TempDir Path folder;

  @Test
  void what_is_documented_is_served_and_what_is_served_is_documented() {
    try (TestHub home = new TestHub(folder)) {
      Set<String> served =
          home.web.routing().unsafe.internalRouter.allHttpHandlers().stream()
              .map(each -> each.endpoint.method.name() + " " + each.endpoint.path)
              .collect(Collectors.toCollection(TreeSet::new));

      assertThat(served).isEqualTo(Contract.operations(home.browser().get("/openapi.yaml").body()));
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
}
