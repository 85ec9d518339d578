package org.hearthhub.adapter.coap;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.hearthhub.adapter.coap.format.ContentFormat;
import org.hearthhub.adapter.coap.format.DeviceTime;
import org.hearthhub.adapter.coap.format.Senml;
import org.hearthhub.adapter.coap.format.SenmlRecord;
import org.hearthhub.adapter.coap.format.Values;
import org.hearthhub.device.AdapterHost;
import org.hearthhub.device.DeviceIdentity;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.NotFound;
import org.hearthhub.problem.Problem;
import org.hearthhub.problem.TooMuch;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.PropertyAffordance;
import org.hearthhub.thing.Reading;

/**
 * {@code /report}: a device of this home pushes SenML and is answered 2.04 only when what it sent
 * is committed. It says who it is by {@code ?ep=}, by its base name, or by where it sends from; in
 * each case it must send from where the device was last seen. Thread-safe.
 */
final class ReportResource extends CoapResource {
  private static final int MOST_WAITING = 256;
  private static final int RETRY_SECONDS = 5;
  private static final Duration ACKNOWLEDGE_AFTER = Duration.ofMillis(1500);
  private static final Duration GIVE_UP_AFTER = Duration.ofSeconds(30);
  private static final Feed PUSH = new Feed("/report", ContentFormat.NONE, false, List.of());

  private final AdapterHost host;
  private final Attachments attachments;
  private final ScheduledExecutorService stage;
  private final Semaphore room = new Semaphore(MOST_WAITING);

  ReportResource(AdapterHost host, Attachments attachments, ScheduledExecutorService stage) {
    super("report");
    this.host = host;
    this.attachments = attachments;
    this.stage = stage;
    getAttributes().addResourceType("hearth.report");
    getAttributes().addContentType(ContentFormat.SENML_JSON);
    getAttributes().addContentType(ContentFormat.SENML_CBOR);
  }

  @Override
  public void handlePOST(CoapExchange exchange) {
    if (!room.tryAcquire()) {
      later(exchange);
      return;
    }
    Pending pending = new Pending(exchange);
    Thread.ofVirtual().name("coap-report").start(() -> take(exchange, pending));
  }

  private void take(CoapExchange exchange, Pending pending) {
    try {
      int format = exchange.getRequestOptions().getContentFormat();
      if (!ContentFormat.isSenml(format)) {
        pending.answer(ResponseCode.UNSUPPORTED_CONTENT_FORMAT, "Send SenML, format 110 or 112.");
        return;
      }
      Instant now = host.clock().instant();
      HomeAddress at = HomeAddress.of(exchange.advanced().getRequest().getSourceContext());
      List<SenmlRecord> records;
      try {
        records = Senml.read(exchange.getRequestPayload(), format, now);
      } catch (Problem rubbish) {
        attachments.at(at).ifPresent(device -> device.pushed(PUSH, rubbish));
        throw rubbish;
      }
      Attachment device = sender(exchange, at, records);
      List<Reading> readings = readings(device, records, now);
      device.pushed(PUSH, null);
      CompletionStage<Void> committed = host.reportAndCommit(device.id(), readings);
      device.heard().remember(readings);
      var _ =
          committed.whenComplete(
              (_, failure) -> {
                if (failure == null) {
                  pending.answer(ResponseCode.CHANGED, "");
                } else {
                  pending.later();
                }
              });
    } catch (Problem problem) {
      switch (problem) {
        case Invalid _ -> pending.answer(ResponseCode.BAD_REQUEST, problem.sentence());
        case NotFound _ -> pending.answer(ResponseCode.NOT_FOUND, problem.sentence());
        case TooMuch _ -> pending.answer(ResponseCode.REQUEST_ENTITY_TOO_LARGE, problem.sentence());
        default -> pending.later();
      }
    }
  }

  private Attachment sender(CoapExchange exchange, HomeAddress at, List<SenmlRecord> records) {
    String name = exchange.getQueryParameter("ep");
    Optional<Attachment> claimed =
        name != null && !name.isBlank() && name.length() <= 63
            ? attachments.find(new DeviceIdentity(Roster.EP, name))
            : Optional.empty();
    if (claimed.isPresent()) {
      // Else the answer would tell whoever asks which names there are.
      return claimed
          .filter(device -> at.speaksFor(device.link().at()))
          .orElseThrow(ReportResource::nobodyThere);
    }
    List<Attachment> near =
        at.peer().map(attachments::behind).orElseGet(() -> attachments.on(at.host()));
    return near.stream()
        .filter(device -> records.stream().anyMatch(record -> isNameOf(device, record.name())))
        .findFirst()
        .or(() -> attachments.at(at))
        .or(() -> near.size() == 1 ? Optional.of(near.getFirst()) : Optional.empty())
        .orElseThrow(ReportResource::nobodyThere);
  }

  private static NotFound nobodyThere() {
    return new NotFound(
        "not-of-this-home", "No device of this home reports from here. Register first.");
  }

  private static boolean isNameOf(Attachment device, String recordName) {
    String own = device.identity().value();
    return recordName.length() > own.length()
        && recordName.startsWith(own)
        && "/:".indexOf(recordName.charAt(own.length())) >= 0;
  }

  private static List<Reading> readings(Attachment device, List<SenmlRecord> records, Instant now) {
    List<Reading> readings = new ArrayList<>(records.size());
    for (SenmlRecord record : records) {
      property(device, record.name())
          .ifPresent(
              property ->
                  record
                      .held()
                      .ifPresent(
                          held ->
                              readings.add(
                                  new Reading(
                                      property.getKey(),
                                      Values.fit(held, property.getValue().schema().type()),
                                      now,
                                      DeviceTime.plausible(record.time(), now)))));
    }
    if (readings.isEmpty()) {
      throw new Invalid("no-property", "None of these names is a property of this device.");
    }
    return readings;
  }

  /** The property that a record names: by its full name, or by what follows the device's own. */
  private static Optional<Map.Entry<AffordanceName, PropertyAffordance>> property(
      Attachment device, String recordName) {
    String rest =
        isNameOf(device, recordName)
            ? recordName.substring(device.identity().value().length() + 1)
            : recordName;
    int lastPart = Math.max(rest.lastIndexOf('/'), rest.lastIndexOf(':')) + 1;
    for (String word : List.of(rest, rest.substring(lastPart))) {
      AffordanceName name = AffordanceName.nearest(word);
      Optional<PropertyAffordance> property = device.description().property(name);
      if (property.isPresent()) {
        return Optional.of(Map.entry(name, property.get()));
      }
    }
    return Optional.empty();
  }

  private static void later(CoapExchange exchange) {
    exchange.setMaxAge(RETRY_SECONDS);
    exchange.respond(ResponseCode.SERVICE_UNAVAILABLE);
  }

  /** One push that waits for its answer: answered once, and acknowledged when that takes long. */
  private final class Pending {
    private final CoapExchange exchange;
    private final AtomicBoolean done = new AtomicBoolean();

    private final List<Future<?>> timers = new ArrayList<>(2);

    Pending(CoapExchange exchange) {
      this.exchange = exchange;
      in(ACKNOWLEDGE_AFTER, this::acknowledge);
      in(GIVE_UP_AFTER, this::later);
    }

    private void in(Duration pause, Runnable task) {
      try {
        timers.add(stage.schedule(task, pause.toMillis(), TimeUnit.MILLISECONDS));
      } catch (RejectedExecutionException closing) {
        // Nobody waits any longer.
      }
    }

    private void acknowledge() {
      if (!done.get()) {
        exchange.accept();
      }
    }

    /** Whether this is the answer; then nothing of the push is kept any longer. */
    private boolean ends() {
      if (!done.compareAndSet(false, true)) {
        return false;
      }
      timers.forEach(timer -> timer.cancel(false));
      room.release();
      return true;
    }

    void answer(ResponseCode code, String words) {
      if (!ends()) {
        return;
      }
      if (words.isEmpty()) {
        exchange.respond(code);
      } else {
        exchange.respond(code, words);
      }
    }

    void later() {
      if (ends()) {
        ReportResource.later(exchange);
      }
    }
  }
}
