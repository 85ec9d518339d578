package org.hearthhub.adapter.coap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.californium.core.CoapResponse;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Option;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.option.StandardOptionRegistry;
import org.hearthhub.adapter.coap.format.ContentFormat;
import org.junit.jupiter.api.Test;

/** What the hub says of itself to whoever asks over CoAP. */
class OwnDescriptionTest extends CoapAdapterTest {
  private static final String WOT = "/.well-known/wot";

  /** Longer than a block. */
  private static final String TD = "{\"title\":\"" + "Hearth ".repeat(200) + "\"}";

  private Request request(String path) {
    Request request = Request.newGet();
    request.setURI("coap://127.0.0.1:" + adapter.port() + path);
    return request;
  }

  private static CoapResponse ask(TestDevice reader, Request request) throws Exception {
    CoapResponse answer = reader.ask(request);
    if (answer == null) {
      throw new AssertionError("no answer");
    }
    return answer;
  }

  @Test
  void before_the_hub_says_anything_there_is_nothing() throws Exception {
    assertThat(ask(given(it -> {}), request(WOT)).getCode()).isEqualTo(ResponseCode.NOT_FOUND);
  }

  @Test
  void it_comes_whole_to_who_showed_that_it_is_there_and_is_small_for_all_others()
      throws Exception {
    adapter.describeHub(TD.getBytes(UTF_8));
    TestDevice reader = given(it -> {});

    CoapResponse first = ask(reader, request(WOT));
    assertThat(first.getCode()).isEqualTo(ResponseCode.UNAUTHORIZED);
    assertThat(first.getPayload()).isEmpty();
    Option echo = first.getOptions().getOtherOption(StandardOptionRegistry.ECHO);
    Request again = request(WOT);
    again.getOptions().addOtherOption(echo);
    CoapResponse whole = ask(reader, again);

    assertThat(whole.getCode()).isEqualTo(ResponseCode.CONTENT);
    assertThat(whole.getOptions().getContentFormat()).isEqualTo(ContentFormat.TD_JSON);
    assertThat(whole.getResponseText()).isEqualTo(TD);
  }

  @Test
  void it_comes_as_json_to_who_wants_that_and_as_nothing_else() throws Exception {
    adapter.describeHub("{}".getBytes(UTF_8));
    TestDevice reader = given(it -> {});
    Request json = request(WOT);
    json.getOptions().setAccept(ContentFormat.JSON);
    Request cbor = request(WOT);
    cbor.getOptions().setAccept(ContentFormat.CBOR);

    assertThat(ask(reader, json).getOptions().getContentFormat()).isEqualTo(ContentFormat.JSON);
    assertThat(ask(reader, cbor).getCode()).isEqualTo(ResponseCode.NOT_ACCEPTABLE);
  }

  @Test
  void who_looks_for_a_directory_is_led_there_and_the_list_for_all_stays_as_short_as_it_was()
      throws Exception {
    TestDevice reader = given(it -> {});

    assertThat(ask(reader, request("/.well-known/core?rt=wot.directory")).getResponseText())
        .isEqualTo("</.well-known/wot>;ct=432;rt=wot.directory");
    assertThat(ask(reader, request("/.well-known/core")).getResponseText())
        .doesNotContain("wot")
        .hasSizeLessThan(137);
  }
}
