package org.hearthhub.adapter.coap;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.hearthhub.adapter.coap.Directory.Entry;
import org.hearthhub.adapter.coap.format.ContentFormat;
import org.hearthhub.adapter.coap.format.CoreLink;
import org.hearthhub.problem.Invalid;

/**
 * {@code /rd-lookup/ep} and {@code /rd-lookup/res}: what is registered, for whoever asks, filtered
 * and page by page (RFC 9176 section 6), observable. Thread-safe.
 */
final class Lookups {
  /** The most links in one answer; the rest is on further pages. */
  private static final int MOST = 2_500;

  private static final int MOST_FILTERS = 8;

  /** Who observes is told of many changes at once, this long after the first. */
  private static final Duration GATHERING = Duration.ofSeconds(1);

  private static final Pattern ABSOLUTE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:");
  private static final Pattern ZONE = Pattern.compile("%[A-Za-z0-9_.-]+]");

  private final Directory directory;
  private final Reachable reachable;
  private final ScheduledExecutorService stage;
  private final AtomicBoolean due = new AtomicBoolean();
  private final ReentrantLock telling = new ReentrantLock();
  private final CoapResource root = new CoapResource("rd-lookup", false);
  private final Lookup endpoints = new Lookup("ep", this::endpoints);
  private final Lookup resources = new Lookup("res", this::resources);

  /** A link as it is answered. */
  private record Row(String target, Map<String, List<String>> attributes) {}

  private interface Search {
    Stream<Row> rows(List<CoreQuery> filters);
  }

  Lookups(Directory directory, Reachable reachable, ScheduledExecutorService stage) {
    this.directory = directory;
    this.reachable = reachable;
    this.stage = stage;
    root.add(endpoints);
    root.add(resources);
  }

  CoapResource resource() {
    return root;
  }

  /** Who observes a lookup is told before long. */
  void changed() {
    if (due.compareAndSet(false, true)) {
      plan();
    }
  }

  private void plan() {
    try {
      var _ =
          stage.schedule(
              () -> Thread.ofVirtual().name("coap-lookups").start(this::tell),
              GATHERING.toMillis(),
              TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closing) {
      // Nobody is told any longer.
    }
  }

  private void tell() {
    if (!telling.tryLock()) {
      plan(); // the last time is not over yet
      return;
    }
    try {
      due.set(false);
      endpoints.changed();
      resources.changed();
    } finally {
      telling.unlock();
    }
  }

  /** An endpoint is found by what it registered, and by what any of its resources is. */
  private Stream<Row> endpoints(List<CoreQuery> filters) {
    return directory.all().stream()
        .map(
            entry -> {
              Row row = endpoint(entry);
              boolean fits =
                  filters.stream()
                      .allMatch(
                          filter ->
                              filter.matches(row.target(), row.attributes())
                                  || resourcesOf(entry)
                                      .anyMatch(
                                          one -> filter.matches(one.target(), one.attributes())));
              return fits ? Optional.of(row) : Optional.<Row>empty();
            })
        .flatMap(Optional::stream);
  }

  /** A resource is found by what it is, and by what its endpoint registered. */
  private Stream<Row> resources(List<CoreQuery> filters) {
    return directory.all().stream()
        .flatMap(
            entry -> {
              Row of = endpoint(entry);
              List<CoreQuery> open =
                  filters.stream()
                      .filter(filter -> !filter.matches(of.target(), of.attributes()))
                      .toList();
              return resourcesOf(entry)
                  .filter(
                      row ->
                          open.stream()
                              .allMatch(filter -> filter.matches(row.target(), row.attributes())));
            });
  }

  private static Row endpoint(Entry entry) {
    Registration registration = entry.registration();
    Map<String, List<String>> attributes = new HashMap<>();
    registration.parameters().forEach((name, value) -> attributes.put(name, List.of(value)));
    attributes.put("ep", List.of(registration.endpoint()));
    registration.sector().ifPresent(sector -> attributes.put("d", List.of(sector)));
    attributes.put("base", List.of(base(entry)));
    attributes.put("lt", List.of(Long.toString(registration.lifetime().toSeconds())));
    attributes.put("rt", List.of("core.rd-ep"));
    return new Row("/rd/" + entry.id(), attributes);
  }

  private static Stream<Row> resourcesOf(Entry entry) {
    String base = base(entry);
    return entry.registration().links().stream()
        .map(link -> new Row(resolved(base, link.target()), anchored(base, link)));
  }

  private static Map<String, List<String>> anchored(String base, CoreLink link) {
    Optional<String> anchor = link.attribute("anchor");
    if (anchor.isEmpty()) {
      return link.attributes();
    }
    Map<String, List<String>> attributes = new HashMap<>(link.attributes());
    attributes.put("anchor", List.of(resolved(base, anchor.get())));
    return attributes;
  }

  private static String resolved(String base, String target) {
    return ABSOLUTE.matcher(target).lookingAt()
        ? target
        : base + (target.startsWith("/") ? "" : "/") + target;
  }

  /** The zone of a link-local address is this machine's own word. */
  private static String base(Entry entry) {
    return ZONE.matcher(entry.base()).replaceFirst("]");
  }

  private final class Lookup extends CoapResource {
    private final Search search;

    Lookup(String what, Search search) {
      super(what);
      this.search = search;
      setObservable(true);
      getAttributes().clearObservable(); // strangers are told in few bytes what there is
      getAttributes().addResourceType("core.rd-lookup-" + what);
    }

    @Override
    public void handleGET(CoapExchange exchange) {
      if (!LinkWriter.isWanted(exchange)) {
        exchange.respond(ResponseCode.NOT_ACCEPTABLE);
        return;
      }
      Page page = new Page();
      List<CoreQuery> filters = new ArrayList<>();
      try {
        for (String part : exchange.getRequestOptions().getUriQuery()) {
          if (!page.takes(part)) {
            filters.add(CoreQuery.read(part));
          }
        }
        page.check();
        if (filters.size() > MOST_FILTERS) {
          throw RegistrationQuery.malformed("A lookup has at most 8 filters.");
        }
      } catch (Invalid malformed) {
        RegistrationResource.refuse(exchange, malformed);
        return;
      }
      LinkWriter links = new LinkWriter();
      search
          .rows(filters)
          .skip(page.skipped())
          .limit(page.count())
          .forEach(row -> links.link(row.target(), row.attributes()));
      reachable.respond(
          exchange, links.text().getBytes(StandardCharsets.UTF_8), ContentFormat.LINK_FORMAT);
    }
  }

  /** Which part of the answer is wanted. */
  private static final class Page {
    private Optional<Long> page = Optional.empty();
    private Optional<Long> count = Optional.empty();

    boolean takes(String part) {
      if (part.startsWith("page=")) {
        page = Optional.of(number(part.substring(5)));
        return true;
      }
      if (part.startsWith("count=")) {
        count = Optional.of(number(part.substring(6)));
        return true;
      }
      return false;
    }

    private static long number(String digits) {
      if (!digits.matches("[0-9]{1,6}")) {
        throw RegistrationQuery.malformed("Page and count are numbers from 0 on.");
      }
      return Long.parseLong(digits);
    }

    void check() {
      if (page.isPresent() && count.isEmpty()) {
        throw RegistrationQuery.malformed("A page needs a count: how many links are on each.");
      }
    }

    long count() {
      return Math.min(count.orElse((long) MOST), MOST);
    }

    long skipped() {
      return page.orElse(0L) * count();
    }
  }
}
