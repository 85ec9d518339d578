package org.hearthhub.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.eclipse.californium.core.CoapClient;
import org.eclipse.californium.core.CoapResponse;
import org.eclipse.californium.core.coap.Option;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.option.StandardOptionRegistry;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.config.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whoever finds the hub by CoAP is told where its directory of Things is, and nothing of the home.
 */
class HubDescriptionIT {
  private static final int CONTENT = 432;

  @TempDir Path temp;

  @Test
  void what_is_told_over_coap_leads_to_the_directory_over_http() throws Exception {
    try (HomeOnThisMachine home = HomeOnThisMachine.start(temp)) {
      home.setUp("Ada", "correct horse");

      CoapResponse told = read("coap://127.0.0.1:" + home.coapPort() + "/.well-known/wot");

      assertThat(told.getOptions().getContentFormat()).isEqualTo(CONTENT);
      JsonNode td = JsonMapper.shared().readTree(told.getPayload());
      assertThat(td.path("@type").asString()).isEqualTo("ThingDirectory");
      assertThat(told.getPayload()).hasSizeLessThan(1024);
      assertThat(told.getResponseText()).doesNotContain("Ada");
      JsonNode sameByHttp = home.get("/.well-known/wot");
      assertThat(td.path("base")).isEqualTo(sameByHttp.path("base"));
      assertThat(td.path("properties").path("things").path("forms"))
          .isEqualTo(sameByHttp.path("properties").path("things").path("forms"));
      assertThat(home.get("/things").isArray()).isTrue();
    }
  }

  /** As RFC 9175 has it: whoever asks shows first that it is there. */
  private static CoapResponse read(String uri) throws Exception {
    CoapEndpoint endpoint =
        CoapEndpoint.builder().setConfiguration(Configuration.createStandardWithoutFile()).build();
    CoapClient client = new CoapClient();
    client.setEndpoint(endpoint);
    try {
      Request first = Request.newGet();
      first.setURI(uri);
      Option echo = client.advanced(first).getOptions().getOtherOption(StandardOptionRegistry.ECHO);
      Request again = Request.newGet();
      again.setURI(uri);
      again.getOptions().addOtherOption(echo);
      return client.advanced(again);
    } finally {
      client.shutdown();
      endpoint.destroy();
    }
  }
}
