package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.CoapClient;
import org.eclipse.californium.core.CoapHandler;
import org.eclipse.californium.core.CoapResponse;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Option;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.option.StandardOptionRegistry;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.config.Configuration;
import org.hearthhub.adapter.coap.format.ContentFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers are told about the directory, and how often. */
class LookupsTest extends CoapAdapterTest {
  private final CoapClient client = new CoapClient();
  private final LinkedBlockingQueue<CoapResponse> told = new LinkedBlockingQueue<>();
  private final CoapEndpoint endpoint =
      CoapEndpoint.builder()
          .setConfiguration(Configuration.createStandardWithoutFile())
          .setInetSocketAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
          .build();

  @AfterEach
  void close() {
    client.shutdown();
    endpoint.destroy();
  }

  private Request request(Code code, String pathAndQuery) {
    Request request = new Request(code);
    request.setURI("coap://127.0.0.1:" + adapter.port() + pathAndQuery);
    return request;
  }

  private CoapResponse ask(Request request) throws Exception {
    client.setEndpoint(endpoint);
    CoapResponse answer = client.advanced(request);
    if (answer == null) {
      throw new AssertionError("no answer");
    }
    return answer;
  }

  private CoapResponse observe(String pathAndQuery, Optional<Option> proof) throws Exception {
    Request request = request(Code.GET, pathAndQuery).setObserve();
    proof.ifPresent(request.getOptions()::addOtherOption);
    client.setEndpoint(endpoint);
    client.observe(
        request,
        new CoapHandler() {
          @Override
          public void onLoad(CoapResponse response) {
            told.add(response);
          }

          @Override
          public void onError() {
            throw new AssertionError("no answer");
          }
        });
    return next();
  }

  private CoapResponse next() throws Exception {
    CoapResponse next = told.poll(10, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("told nothing");
    }
    return next;
  }

  private void observing(String pathAndQuery) throws Exception {
    CoapResponse first = observe(pathAndQuery, Optional.empty());
    assertThat(first.getCode()).isEqualTo(ResponseCode.UNAUTHORIZED);
    assertThat(first.getOptions().hasObserve()).isFalse();
    Option echo = first.getOptions().getOtherOption(StandardOptionRegistry.ECHO);
    CoapResponse begun = observe(pathAndQuery, Optional.of(echo));
    assertThat(begun.getCode()).isEqualTo(ResponseCode.CONTENT);
    assertThat(begun.getOptions().hasObserve()).isTrue();
  }

  private void register(String query) throws Exception {
    assertThat(ask(request(Code.POST, "/rd?" + query)).getCode()).isEqualTo(ResponseCode.CREATED);
  }

  @Test
  void who_observes_a_lookup_is_told_of_a_new_registration() throws Exception {
    observing("/rd-lookup/ep?ep=attic");

    register("ep=attic");

    assertThat(next().getResponseText()).contains("ep=\"attic\"");
  }

  @Test
  void who_observes_is_told_of_many_changes_at_once() throws Exception {
    observing("/rd-lookup/ep?ep=node*");

    for (int i = 1; i <= 50; i++) {
      register("ep=node" + i);
    }

    List<String> all = new ArrayList<>();
    do {
      all.add(next().getResponseText());
    } while (!all.getLast().contains("ep=\"node50\""));
    assertThat(all).hasSizeLessThan(25);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/.well-known/core", "/rd-lookup/ep", "/rd-lookup/res"})
  void a_format_that_is_not_there_is_answered_with_4_06(String path) throws Exception {
    Request json = request(Code.GET, path);
    json.getOptions().setAccept(ContentFormat.JSON);
    Request links = request(Code.GET, path);
    links.getOptions().setAccept(ContentFormat.LINK_FORMAT);

    assertThat(ask(json).getCode()).isEqualTo(ResponseCode.NOT_ACCEPTABLE);
    assertThat(ask(links).getCode()).isEqualTo(ResponseCode.CONTENT);
  }
}
