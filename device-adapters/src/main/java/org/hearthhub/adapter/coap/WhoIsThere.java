package org.hearthhub.adapter.coap;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.core.server.resources.Resource;
import org.hearthhub.adapter.coap.format.ContentFormat;

/**
 * {@code /.well-known/core}: the hub's own resources (RFC 6690 section 4), in few words. A call to
 * everybody is answered after a random while, and with silence where nothing fits (RFC 7252 section
 * 8.2). Thread-safe.
 */
final class WhoIsThere extends CoapResource {
  /** More calls than that at once are somebody who wants us to shout. */
  private static final int MOST_WAITING = 32;

  private final Resource root;
  private final ScheduledExecutorService stage;
  private final Duration leisure;
  private final Reachable reachable;
  private final Semaphore room = new Semaphore(MOST_WAITING);

  WhoIsThere(Resource root, ScheduledExecutorService stage, Duration leisure, Reachable reachable) {
    super("core", false);
    this.reachable = reachable;
    this.root = root;
    this.stage = stage;
    this.leisure = leisure;
  }

  @Override
  public void handleGET(CoapExchange exchange) {
    if (!LinkWriter.isWanted(exchange)) {
      if (exchange.isMulticastRequest()) {
        exchange.reject();
      } else {
        exchange.respond(ResponseCode.NOT_ACCEPTABLE);
      }
      return;
    }
    List<CoreQuery> filters =
        exchange.getRequestOptions().getUriQuery().stream().map(CoreQuery::read).toList();
    LinkWriter links = new LinkWriter();
    for (Resource resource : told(root, !filters.isEmpty())) {
      Map<String, List<String>> attributes = attributes(resource);
      boolean fits =
          filters.stream().allMatch(filter -> filter.matches(resource.getURI(), attributes));
      if (fits) {
        links.link(resource.getURI(), attributes);
      }
    }
    if (exchange.isMulticastRequest()) {
      answerInLeisure(exchange, links.text());
    } else {
      reachable.respond(exchange, bytes(links.text()), ContentFormat.LINK_FORMAT);
    }
  }

  /**
   * What is told of.
   *
   * @param isLookedFor whether who asks looks for something: then what is not in the short list for
   *     everybody counts too, if it says what it is
   */
  private static List<Resource> told(Resource root, boolean isLookedFor) {
    List<Resource> all = new ArrayList<>();
    for (Resource child : root.getChildren()) {
      boolean saysWhatItIs = !child.getAttributes().getAttributeKeySet().isEmpty();
      if (child.isVisible() || (isLookedFor && saysWhatItIs)) {
        all.add(child);
      }
      all.addAll(told(child, isLookedFor));
    }
    return all;
  }

  private static Map<String, List<String>> attributes(Resource resource) {
    Map<String, List<String>> attributes = new HashMap<>();
    for (String name : resource.getAttributes().getAttributeKeySet()) {
      List<String> values = resource.getAttributes().getAttributeValues(name);
      attributes.put(name, values.isEmpty() ? List.of("") : List.of(String.join(" ", values)));
    }
    return attributes;
  }

  private void answerInLeisure(CoapExchange exchange, String links) {
    if (links.isEmpty() || !room.tryAcquire()) {
      exchange.reject();
      return;
    }
    try {
      var _ =
          stage.schedule(
              () -> {
                room.release();
                exchange.respond(ResponseCode.CONTENT, bytes(links), ContentFormat.LINK_FORMAT);
              },
              ThreadLocalRandom.current().nextLong(leisure.toMillis() + 1),
              TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closing) {
      room.release();
    }
  }

  private static byte[] bytes(String links) {
    return links.getBytes(StandardCharsets.UTF_8);
  }
}
